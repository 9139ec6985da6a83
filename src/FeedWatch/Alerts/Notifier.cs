using FeedWatch.Settings;

namespace FeedWatch.Alerts;

/// <summary>What a pass over alerts and outbox did.</summary>
public sealed record NotifyResult(int Made, SendResult Sending);

/// <summary>Alerts become mails, mails go out.</summary>
public sealed class Notifier(AlertGatherer gatherer, NothingNewGatherer nothingNew, OperatorGatherer operators, MailSender sender)
{
    /// <param name="gatheringIsOver">Do not wait for gathering windows.</param>
    /// <param name="progress">Told of every mail.</param>
    /// <param name="stopping">No new mail is begun.</param>
    /// <param name="abort">The mail on the wire is given up as well.</param>
    public async Task<NotifyResult> NotifyAsync(Configuration configuration, bool gatheringIsOver, IProgress<int>? progress, CancellationToken stopping, CancellationToken abort)
    {
        var made = await gatherer.GatherAsync(configuration.Settings, gatheringIsOver, abort);
        made += await nothingNew.GatherAsync(configuration, abort);
        await operators.GatherAsync(configuration.Settings, abort);
        return new NotifyResult(made, await sender.SendDueAsync(progress, stopping, abort));
    }
}
