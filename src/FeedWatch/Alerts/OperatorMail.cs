using System.Globalization;
using FeedWatch.Alerts.Mime;
using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Alerts;

/// <summary>Something that the person who runs FeedWatch wants to know.</summary>
public abstract record OperatorEvent
{
    private OperatorEvent()
    {
    }

    /// <summary>A feed has failed several times in a row.</summary>
    /// <param name="Failures">Polls that failed, one after the other.</param>
    /// <param name="LastSuccess">Null when it never worked.</param>
    public sealed record FeedBroken(string Feed, string Url, int Failures, string Reason, DateTimeOffset? LastSuccess) : OperatorEvent;

    /// <summary>A feed that was reported broken works again.</summary>
    public sealed record FeedRecovered(string Feed, string Url, TimeSpan After) : OperatorEvent;

    /// <summary>A feed answers that it is gone for good; it is no longer polled.</summary>
    public sealed record FeedPaused(string Feed, string Url) : OperatorEvent;

    /// <summary>A feed redirects permanently; the configuration still names the old address.</summary>
    public sealed record FeedMoved(string Feed, string Url, string NewUrl) : OperatorEvent;

    /// <summary>A mail was given up.</summary>
    public sealed record MailDead(string Recipient, string Subject, string Reason) : OperatorEvent;

    /// <summary>The configuration cannot be read; the last good one is in use.</summary>
    public sealed record ConfigurationBad(IReadOnlyList<string> Errors) : OperatorEvent;

    /// <summary>A topic has far fewer hits than usual.</summary>
    /// <param name="Usual">Hits in such a time until now, on average.</param>
    public sealed record TopicSilent(string Watchlist, string Topic, TimeSpan Since, double Usual) : OperatorEvent;

    /// <summary>A topic has far more hits than usual.</summary>
    public sealed record TopicLoud(string Watchlist, string Topic, int Hits, TimeSpan Within, double Usual) : OperatorEvent;
}

/// <summary>Mail to the operators: what happened since the last one, in one mail.</summary>
public static class OperatorMail
{
    private const int MostNotices = 100;
    private const int MostDetails = 50;

    /// <param name="events">At least one.</param>
    /// <param name="page">The status page, or null.</param>
    public static RenderedMail Render(IReadOnlyList<OperatorEvent> events, Uri? page)
    {
        var lines = events.Select(Line).ToList();
        var subject = events is [_] ? lines[0] : $"{lines.Count} things to look at, first: {lines[0]}";
        return Render(subject, events is [_] ? "" : $"{lines.Count} things happened:", [.. events.Select(happened => new Notice(Line(happened), [.. Details(happened)]))], page);
    }

    internal static RenderedMail Render(string subject, string introduction, IReadOnlyList<Notice> notices, Uri? page)
    {
        var shown = notices.Take(MostNotices).Select(notice =>
            new Notice(MailText.Sentence(notice.Line), [.. notice.Details.Take(MostDetails).Select(MailText.Sentence)])).ToList();
        if (notices.Count > MostNotices)
        {
            shown.Add(new Notice(string.Create(CultureInfo.InvariantCulture, $"and {notices.Count - MostNotices} more"), []));
        }

        return new RenderedMail(
            HeaderText.Shorten($"[FeedWatch] {HeaderText.Clean(subject)}", 200),
            TextPart.Notice(introduction, shown, page),
            HtmlPart.Notice(introduction, shown, page));
    }

    /// <summary>The event in one line, for the subject too.</summary>
    private static string Line(OperatorEvent happened) => happened switch
    {
        OperatorEvent.FeedBroken broken => string.Create(CultureInfo.InvariantCulture,
            $"Feed {broken.Feed} has failed {broken.Failures} times in a row: {broken.Reason}"),
        OperatorEvent.FeedRecovered recovered => $"Feed {recovered.Feed} works again after {Span(recovered.After)}",
        OperatorEvent.FeedPaused paused => $"Feed {paused.Feed} is gone and no longer polled",
        OperatorEvent.FeedMoved moved => $"Feed {moved.Feed} has moved",
        OperatorEvent.MailDead dead => $"Mail to {dead.Recipient} was given up: {dead.Reason}",
        OperatorEvent.ConfigurationBad bad =>
            $"The configuration has {MailText.Count(bad.Errors.Count, "error", "errors")}; the last good one stays in use",
        OperatorEvent.TopicSilent silent => string.Create(CultureInfo.InvariantCulture,
            $"Topic {silent.Topic} ({silent.Watchlist}) has had no hit for {Span(silent.Since)}; usual are {silent.Usual:0.#}"),
        OperatorEvent.TopicLoud loud => string.Create(CultureInfo.InvariantCulture,
            $"Topic {loud.Topic} ({loud.Watchlist}) has had {loud.Hits} hits within {Span(loud.Within)}; usual are {loud.Usual:0.#}"),
        _ => happened.ToString()!,
    };

    private static IEnumerable<string> Details(OperatorEvent happened) => happened switch
    {
        OperatorEvent.FeedBroken broken =>
            [WithoutSecrets(broken.Url), broken.LastSuccess is { } last ? $"It last worked {Utc(last)}." : "It has never worked."],
        OperatorEvent.FeedRecovered recovered => [WithoutSecrets(recovered.Url)],
        OperatorEvent.FeedPaused paused => [WithoutSecrets(paused.Url), "Remove it, correct its address, or resume it: feedwatch feeds resume ID."],
        OperatorEvent.FeedMoved moved => [$"From {WithoutSecrets(moved.Url)}", $"To {WithoutSecrets(moved.NewUrl)}: write this into feeds.json."],
        OperatorEvent.MailDead dead => [$"Subject: {dead.Subject}", "It is kept: feedwatch outbox shows it, feedwatch outbox retry sends it again."],
        OperatorEvent.ConfigurationBad bad => bad.Errors,
        _ => [],
    };

    /// <summary>The address of a feed may carry a password or a token: neither is for mail.</summary>
    private static string WithoutSecrets(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
        ? $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}{(uri.Query.Length > 1 ? "?…" : "")}"
        : url;

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => MailText.Count((int)span.TotalDays, "day", "days"),
        { TotalHours: >= 1 } => MailText.Count((int)Math.Round(span.TotalHours), "hour", "hours"),
        _ => MailText.Count((int)Math.Max(1, span.TotalMinutes), "minute", "minutes"),
    };
}
