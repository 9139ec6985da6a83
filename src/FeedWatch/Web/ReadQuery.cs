using System.Globalization;

namespace FeedWatch.Web;

/// <summary>Reads the query of an address, and forms. What cannot be meant is a <see cref="BadRequestException"/>, never a guess.</summary>
public static class ReadQuery
{
    /// <summary>Longest text a parameter may have.</summary>
    public const int LongestText = 2000;

    /// <summary>Most rows that one answer holds.</summary>
    public const int MostRows = 100;

    /// <summary>A text, or null when it is absent or empty.</summary>
    public static string? Text(this HttpRequest request, string name, int longest = LongestText)
    {
        var values = request.Query[name];
        if (values.Count > 1)
        {
            throw new BadRequestException($"“{name}” stands in the address more than once.");
        }

        var text = values.ToString().Trim();
        if (text.Length > longest)
        {
            throw new BadRequestException($"“{name}” is longer than {longest} characters.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new BadRequestException($"“{name}” contains a character that no text has.");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>The form that was sent. A body of any other kind is refused with 415; so is none.</summary>
    public static async Task<IFormCollection> FormAsync(this HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException("This address takes forms.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await request.ReadFormAsync(cancellation);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form ends before its end.", fault); // a form in parts without its last boundary
        }
    }

    /// <summary>A number of rows to skip to, or null when absent.</summary>
    public static long? Id(this HttpRequest request, string name) => request.Text(name) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : throw new BadRequestException($"“{name}” is a number above 0.");

    /// <summary>How many rows: 1 to 100.</summary>
    public static int Limit(this HttpRequest request, int usual) => request.Text("limit") is not { } text
        ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostRows
            ? limit
            : throw new BadRequestException($"“limit” is a number from 1 to {MostRows}.");

    /// <summary>A moment: ISO 8601, or a duration such as <c>24h</c> before <paramref name="now"/>.</summary>
    public static DateTimeOffset? Since(this HttpRequest request, DateTimeOffset now)
    {
        if (request.Text("since") is not { } text)
        {
            return null;
        }

        if (Settings.Values.Duration.TryParse(text, out var duration))
        {
            return duration < now - DateTimeOffset.UnixEpoch ? now - duration : DateTimeOffset.UnixEpoch;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw new BadRequestException("“since” is a duration such as 24h or 30d, or a moment such as 2025-06-26T03:04:00Z.");
    }
}

/// <summary>The request cannot be meant as it is; answered with 400 and this sentence.</summary>
public sealed class BadRequestException(string message) : Exception(message);
