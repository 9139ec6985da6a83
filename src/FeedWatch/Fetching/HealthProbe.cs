namespace FeedWatch.Fetching;

/// <summary>Asks our own service how it is.</summary>
public static class HealthProbe
{
    /// <returns>Whether it answered 200, and what it said.</returns>
    public static async Task<(bool Ok, string Text)> AskAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(8) };
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            return (answer.IsSuccessStatusCode, (await answer.Content.ReadAsStringAsync(cancellation)).Trim());
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return (false, $"no answer from {address}");
        }
    }
}
