namespace FeedWatch.Alerts;

/// <summary>Why a mail is sent.</summary>
public enum AlertMailKind
{
    /// <summary>Stories that were just found.</summary>
    Story,

    /// <summary>Everything since the last digest.</summary>
    Digest,

    /// <summary>A later version of a story that was mailed before; goes out as a reply.</summary>
    Update,

    /// <summary>What was over <c>maxPerHour</c>, or what quiet hours held, in one mail.</summary>
    Overflow,

    /// <summary>The digest's hour, and nothing was found.</summary>
    NothingNew,
}

/// <summary>All that a mail to one recipient says, before it has a form.</summary>
public sealed record AlertMail
{
    public required AlertMailKind Kind { get; init; }

    public required string WatchlistId { get; init; }

    public required string WatchlistName { get; init; }

    /// <summary>Most important first. <see cref="MailRenderer"/> divides more than fit into one mail.</summary>
    public required IReadOnlyList<StorySection> Stories { get; init; }

    /// <summary>Times are shown in this zone.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>When the mail is rendered.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The page, when a public URL is set.</summary>
    public Uri? Page { get; init; }

    /// <summary>Where this recipient ends these mails, when a public URL is set.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>For <see cref="AlertMailKind.Update"/>: the subject of the mail that this one replies to, so that the thread keeps it.</summary>
    public string? RepliesToSubject { get; init; }

    /// <summary>For <see cref="AlertMailKind.Overflow"/>: quiet hours held its stories, no limit did.</summary>
    public bool IsHeldByQuietHours { get; init; }

    /// <summary>Which of several mails this is, from 1, when the stories did not fit into one.</summary>
    public int Part { get; init; } = 1;

    /// <summary>How many mails the stories made.</summary>
    public int Parts { get; init; } = 1;
}

/// <summary>One story as a mail shows it. Every text is plain text out of a feed, not yet cleaned or escaped.</summary>
public sealed record StorySection
{
    public required string Headline { get; init; }

    /// <summary>As the feed has it; becomes a link only when it is http or https.</summary>
    public required string? Link { get; init; }

    /// <summary>Name of the feed.</summary>
    public required string Outlet { get; init; }

    public DateTimeOffset? Published { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>Names of the topics that flagged it, in the order of the watchlist.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Why it is here, see <see cref="MatchReasons"/>.</summary>
    public required IReadOnlyList<MatchReason> Matches { get; init; }

    /// <summary>The other reports of the story, earliest first.</summary>
    public IReadOnlyList<StoryVersion> Versions { get; init; } = [];

    /// <summary>For <see cref="AlertMailKind.Update"/>: the sentences that no earlier version had.</summary>
    public IReadOnlyList<string> NewSentences { get; init; } = [];

    /// <summary>The story on FeedWatch's page, or null.</summary>
    public Uri? Page { get; init; }
}

/// <summary>How a later report of a story relates to the earlier ones.</summary>
public enum CopyKind
{
    /// <summary>The same link in another feed.</summary>
    SameLink,

    /// <summary>The same text.</summary>
    Reprint,

    /// <summary>The same text under another headline.</summary>
    Retitled,

    /// <summary>The same event in other words.</summary>
    OwnWords,
}

/// <summary>Another report of the same story.</summary>
public sealed record StoryVersion(string Outlet, string Headline, string? Link, DateTimeOffset? Time, CopyKind Kind);

/// <summary>Why one clause of a topic matched, and the words around the place.</summary>
/// <param name="Topic">Name of the topic.</param>
/// <param name="Clause">As the topic has it.</param>
/// <param name="WordsFound">As the text has them, in the order of the text.</param>
/// <param name="Field"><c>title</c>, <c>summary</c>, <c>content</c>, …</param>
/// <param name="Rules">What joined clause and words (<c>exact</c>, <c>inflected</c>, …), each once.</param>
/// <param name="Sentence">The sentence with the words marked.</param>
public sealed record MatchReason(
    string Topic, string Clause, IReadOnlyList<string> WordsFound, string Field, IReadOnlyList<string> Rules, MarkedText Sentence);

/// <summary>A text with some of it marked.</summary>
/// <param name="Marks">In order, without overlap.</param>
public sealed record MarkedText(string Text, IReadOnlyList<TextMark> Marks);

/// <summary>A marked place in UTF-16 units.</summary>
public readonly record struct TextMark(int Offset, int Length)
{
    public int End => Offset + Length;
}

/// <summary>A place where a clause matched, as it is stored with the hit.</summary>
/// <param name="Clause">The clause as written in the topic.</param>
/// <param name="Field">The field whose plain text <paramref name="Offset"/> counts in.</param>
/// <param name="Offset">In UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Text">The text at that place.</param>
/// <param name="Rule">What joined clause and text.</param>
public sealed record EvidencePlace(string Clause, string Field, int Offset, int Length, string Text, string Rule);

/// <summary>A mail with its form, still without a sender, a date or an id.</summary>
/// <param name="Subject">One clean line.</param>
/// <param name="Text">The text part, lines end with LF.</param>
/// <param name="Html">The HTML part, or null when only text could be made.</param>
public sealed record RenderedMail(string Subject, string Text, string? Html)
{
    /// <summary>Which stories of the <see cref="AlertMail"/> are in it, when they made several mails.</summary>
    public Range Stories { get; init; } = Range.All;

    /// <summary>What could not be rendered in full, with the reason; to be logged.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];
}
