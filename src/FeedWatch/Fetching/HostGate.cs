using System.Net;
using FeedWatch.Settings;

namespace FeedWatch.Fetching;

/// <summary>
/// Keeps us polite to one host: at most <see cref="PollingSettings.PerHost"/> fetches at once, and a gap between their starts.
/// <para>
/// Fairness is the caller's to use: whoever holds one of the scarce slots for fetches must not wait here with it. Either ask
/// <see cref="TryEnter"/> and, when it says no, go on with a feed of another host; or await <see cref="EnterAsync"/> first and
/// take the slot afterwards. Files always get in.
/// </para>
/// </summary>
public sealed class HostGate(PollingSettings settings, TimeProvider time)
{
    /// <summary>Between two starts at one public host: slower than any browser, and 400 feeds of one host still take less than two minutes.</summary>
    private static readonly TimeSpan PublicGap = TimeSpan.FromMilliseconds(250);

    /// <summary>Hosts remembered before the idle ones are forgotten.</summary>
    private const int ManyHosts = 4096;

    private readonly AddressGuard _guard = new(settings.AllowPrivate);
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _held = [];
    private readonly Lock _lock = new();

    /// <summary>A place at the host of a URL, to be disposed when the fetch is over; or null.</summary>
    /// <param name="retryIn">With null: when to ask again; itself null when the host is full, that is, when one of its places is given back.</param>
    public IDisposable? TryEnter(string url, out TimeSpan? retryIn)
    {
        retryIn = null;
        if (HostOf(url) is not { } name) return Nowhere.Instance;
        lock (_lock)
        {
            var host = Find(name);
            if (host.Places.CurrentCount == 0) return null;
            var wait = time.GetElapsedTime(time.GetTimestamp(), host.NextStart);
            if (wait > TimeSpan.Zero)
            {
                retryIn = wait;
                return null;
            }

            if (!host.Places.Wait(0)) return null;
            Reserve(host);
            return new Place(host.Places);
        }
    }

    /// <summary>Waits for a place at the host of a URL; first come, first served. Dispose it when the fetch is over.</summary>
    public async ValueTask<IDisposable> EnterAsync(string url, CancellationToken cancellation)
    {
        if (HostOf(url) is not { } name) return Nowhere.Instance;
        Host host;
        Task entering;
        lock (_lock)
        {
            host = Find(name);
            entering = host.Places.WaitAsync(cancellation);
        }

        await entering.ConfigureAwait(false);
        var place = new Place(host.Places);
        TimeSpan wait;
        lock (_lock) wait = Reserve(host);
        try
        {
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>A server asked us to wait: nothing of its domain is asked before <paramref name="until"/>.</summary>
    /// <param name="domain">See <see cref="RegistrableDomain"/>.</param>
    public void Hold(string domain, DateTimeOffset until)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(domain, out var before) || before < until) _held[domain] = until;
        }
    }

    /// <summary>Until when nothing may be asked of the domain of a URL; null when it may be.</summary>
    public DateTimeOffset? HeldUntil(string url)
    {
        lock (_lock)
        {
            if (_held.Count == 0 || RegistrableDomain.Of(url) is not { } domain || !_held.TryGetValue(domain, out var until)) return null;
            if (until > time.GetUtcNow()) return until;
            _held.Remove(domain);
            return null;
        }
    }

    private Host Find(string name)
    {
        if (_hosts.TryGetValue(name, out var host)) return host;
        if (_hosts.Count >= ManyHosts) ForgetIdle();
        return _hosts[name] = new Host(new SemaphoreSlim(settings.PerHost), IsOwn(name) ? TimeSpan.Zero : PublicGap, time.GetTimestamp());
    }

    /// <summary>Takes the next start time; returns how far away it is.</summary>
    private TimeSpan Reserve(Host host)
    {
        var now = time.GetTimestamp();
        var start = Math.Max(now, host.NextStart);
        host.NextStart = start + (long)(host.Gap.TotalSeconds * time.TimestampFrequency);
        return time.GetElapsedTime(now, start);
    }

    private void ForgetIdle()
    {
        var now = time.GetTimestamp();
        var idle = _hosts.Where(entry => entry.Value.Places.CurrentCount == settings.PerHost && entry.Value.NextStart <= now).ToList();
        foreach (var (name, _) in idle) _hosts.Remove(name);
    }

    private static string? HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.IdnHost : null;

    /// <summary>One's own servers, which need no gap: told by address or by the name localhost; other names would need a lookup.</summary>
    private bool IsOwn(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && _guard.IsOwn(address));

    private sealed record Host(SemaphoreSlim Places, TimeSpan Gap, long FirstStart)
    {
        public long NextStart { get; set; } = FirstStart;
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }

    /// <summary>A file's place: there is no host to spare.</summary>
    private sealed class Nowhere : IDisposable
    {
        public static readonly Nowhere Instance = new();

        public void Dispose()
        {
        }
    }
}
