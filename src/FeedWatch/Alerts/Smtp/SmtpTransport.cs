using FeedWatch.Settings;

namespace FeedWatch.Alerts.Smtp;

/// <summary>Hands mails to an SMTP server, one at a time, over a connection that is kept while mails follow each other.</summary>
public sealed class SmtpTransport : IMailTransport
{
    private readonly SmtpSettings _settings;
    private readonly SmtpTimeouts _timeouts;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly ITimer _idle;
    private SmtpSession? _session;

    /// <param name="settings">With a host.</param>
    /// <param name="time">For time-outs.</param>
    /// <param name="timeouts">Null for those of RFC 5321.</param>
    public SmtpTransport(SmtpSettings settings, TimeProvider time, SmtpTimeouts? timeouts = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(settings.Host);
        (_settings, _time, _timeouts) = (settings, time, timeouts ?? new SmtpTimeouts());
        _idle = time.CreateTimer(_ => _ = CloseWhenIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await OpenAsync(cancellation).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            return await _session!.SendAsync(mail, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (_session is { IsOpen: true } && !cancellation.IsCancellationRequested)
            {
                _idle.Change(_timeouts.Idle, Timeout.InfiniteTimeSpan);
            }
            else
            {
                await CloseAsync().ConfigureAwait(false);
            }

            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync().ConfigureAwait(false);
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _oneAtATime.Release();
    }

    /// <summary>Takes the kept connection when it still answers, else a new one.</summary>
    private async Task<MailAnswer?> OpenAsync(CancellationToken cancellation)
    {
        if (_session is not null && await _session.ResetAsync(cancellation).ConfigureAwait(false))
        {
            return null;
        }

        await CloseAsync().ConfigureAwait(false);
        _session = new SmtpSession(_settings, _timeouts, _time);
        return await _session.OpenAsync(cancellation).ConfigureAwait(false);
    }

    private async Task CloseWhenIdleAsync()
    {
        // Busy means not idle: the send under way sets the timer again.
        if (await _oneAtATime.WaitAsync(TimeSpan.Zero).ConfigureAwait(false))
        {
            await CloseAsync().ConfigureAwait(false);
            _oneAtATime.Release();
        }
    }

    private async Task CloseAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
