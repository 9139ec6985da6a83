namespace FeedWatch.Alerts;

/// <summary>
/// Keeps mails from being tried against a server that is away: after a failure one mail probes it, at growing distances.
/// A refused login is tried every 15 minutes at most, so that no account gets locked.
/// </summary>
public sealed class MailBreaker(TimeProvider time)
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)];

    private static readonly TimeSpan AfterRefusedLogin = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _closedAgain;

    /// <summary>What the server last did when it was away; null while all is well.</summary>
    public string? Reason { get; private set; }

    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _failures > 0 && time.GetUtcNow() < _closedAgain;
            }
        }
    }

    /// <summary>While it has failed, only one mail at a time.</summary>
    public bool IsProbing
    {
        get
        {
            lock (_lock)
            {
                return _failures > 0;
            }
        }
    }

    public void Answered()
    {
        lock (_lock)
        {
            if (_failures > 0)
            {
                Metrics.MailServer(away: false);
            }

            (_failures, Reason) = (0, null);
        }
    }

    /// <param name="code">As in <see cref="MailAnswer.Unavailable"/>.</param>
    /// <param name="text">For a person.</param>
    public void Away(string code, string text)
    {
        lock (_lock)
        {
            var wait = code == "auth" ? AfterRefusedLogin : Waits[Math.Min(_failures, Waits.Length - 1)];
            if (_failures++ == 0)
            {
                Metrics.MailServer(away: true);
            }

            _closedAgain = time.GetUtcNow() + wait;
            Reason = text;
        }
    }
}
