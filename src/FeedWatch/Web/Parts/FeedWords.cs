using System.Globalization;
using FeedWatch.Storage;

namespace FeedWatch.Web.Parts;

/// <summary>How a feed is doing, in words.</summary>
public static class FeedWords
{
    /// <summary>One word for a column; never colour alone.</summary>
    public static string Short(FeedCondition condition) => condition switch
    {
        FeedCondition.Quarantined => "quarantined",
        FeedCondition.Failing => "failing",
        FeedCondition.Paused => "paused",
        FeedCondition.Gap => "gap",
        FeedCondition.Degraded => "damaged",
        FeedCondition.New => "new",
        FeedCondition.Removed => "removed",
        _ => "fine",
    };

    /// <summary>Which of the three colours of the page it has.</summary>
    public static string Tone(FeedCondition condition) => condition switch
    {
        FeedCondition.Quarantined or FeedCondition.Failing or FeedCondition.Paused => "bad",
        FeedCondition.Gap or FeedCondition.Degraded => "doubt",
        FeedCondition.Fine => "good",
        _ => "quiet",
    };

    /// <summary>What happened and what it means.</summary>
    public static string Sentence(FeedHealth feed) => feed.Condition switch
    {
        FeedCondition.Quarantined or FeedCondition.Failing => feed.Row.LastText ?? $"The last poll failed ({feed.Row.LastCode}).",
        FeedCondition.Paused => "The publisher said that the feed is gone. It is not polled any more: remove it, or give it another address.",
        FeedCondition.Gap => "More was published between two polls than the feed lists: items may have been missed. It is polled more often now.",
        FeedCondition.Degraded => "The document is broken in places; what can be read is read.",
        FeedCondition.New => "It was not polled yet.",
        FeedCondition.Removed => "It is no longer in the configuration. What was found in it stays.",
        _ => feed.Row.LastCode switch
        {
            "not_modified" => "Nothing changed since the poll before; the server said so.",
            "same" => "Nothing changed since the poll before.",
            _ => "It was read without trouble.",
        },
    };

    /// <summary>What to do about it, or null.</summary>
    public static string? Suggestion(FeedHealth feed) => feed switch
    {
        { MovedTo: { } url } => $"It has moved for good: put {url} into feeds.json.",
        { Condition: FeedCondition.Paused } => "Remove it from feeds.json, or find its new address on the publisher’s site.",
        { Condition: FeedCondition.Gap } => "Set a shorter “every” for it.",
        { Row.Polls: > 50, Row.NotModified: 0, ItemsPerDay: < 5 } => "It never answers “not modified” and brings little: a longer “every” would spare both sides.",
        _ => null,
    };

    /// <summary>How long the publisher takes, or null where it was not asked yet, or is a file.</summary>
    public static string? Latency(FeedHealth feed) => feed.Row switch
    {
        { LastMs: { } last, UsualMs: { } usual } => $"{Words.Milliseconds(last)}, usually {Words.Milliseconds(usual)}",
        { LastMs: { } last } => Words.Milliseconds(last),
        { UsualMs: { } usual } => $"usually {Words.Milliseconds(usual)}",
        _ => null,
    };

    /// <summary>Rate, latency, share of “not modified” and problems of a feed in one line; what is not known is left out.</summary>
    public static string Figures(FeedHealth feed)
    {
        string?[] figures =
        [
            feed.ItemsPerDay is { } rate ? $"{rate.ToString(rate < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} new a day" : null,
            feed.Row.UsualMs is { } usual ? $"answers in {Words.Milliseconds(usual)}" : null,
            feed.Row.Polls > 0 ? $"{Words.Count(feed.Row.Polls, "request")}, {Words.Percent(feed.Row.NotModified, feed.Row.Polls)} not modified" : null,
            .. feed.Problems.Select(problem => $"{problem.Value} × {Problem(problem.Key)}"),
        ];
        return string.Join(" · ", figures.OfType<string>());
    }

    /// <summary>What is wrong with a document, by the code of the problem.</summary>
    public static string Problem(string code) => code switch
    {
        "bad_date" => "a date that cannot be read",
        "bad_link" => "a link that is no web address",
        "not_a_feed" => "no feed at all",
        "empty_item" => "an item with nothing in it",
        "ill_formed" => "broken markup",
        "cut_off" => "the end is missing",
        "bad_bytes" => "bytes that are no text",
        "bad_encoding" => "another encoding than it says",
        "long_text" => "a text that is too long",
        "too_many_items" => "more items than are read",
        "bad_item" => "an item that is not as the format wants it",
        "more_problems" => "further problems",
        _ => code,
    };

    /// <summary>One poll of the strip.</summary>
    public static string Poll(char letter) => letter switch
    {
        'n' => "new items",
        's' => "nothing new",
        'u' => "not modified",
        'x' => "failed",
        _ => "unknown",
    };
}
