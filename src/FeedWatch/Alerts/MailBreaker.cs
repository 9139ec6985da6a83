namespace FeedWatch.Alerts;

/// <summary>
/// Keeps mails from being tried against a server that is away: after a failure one mail probes it, at growing distances.
/// A refused login is tried every 15 minutes at most, so that no account gets locked.
/// </summary>
public sealed class MailBreaker(TimeProvider time)
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)];

    /// <summary>The code of <see cref="MailAnswer.Unavailable"/> when the server does not accept user and password.</summary>
    public const string RefusedLogin = "auth";

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
            Open(time.GetUtcNow() + (code == RefusedLogin ? AfterRefusedLogin : Waits[Math.Min(_failures, Waits.Length - 1)]), text);
        }
    }

    /// <summary>The login was refused before: by this process, by one that ended, or by another replica. An account gets locked by all of them together.</summary>
    /// <param name="at">When, last.</param>
    public void LoginWasRefused(DateTimeOffset at, string text)
    {
        lock (_lock)
        {
            if (at + AfterRefusedLogin is var again && again > time.GetUtcNow() && !(_failures > 0 && _closedAgain >= again))
            {
                Open(again, text);
            }
        }
    }

    private void Open(DateTimeOffset until, string reason)
    {
        if (_failures++ == 0)
        {
            Metrics.MailServer(away: true);
        }

        (_closedAgain, Reason) = (until, reason);
    }
}
