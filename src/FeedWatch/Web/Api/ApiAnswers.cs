using System.ComponentModel;
using System.Text.Json.Serialization;

namespace FeedWatch.Web.Api;

// What the API answers. The document at /api/openapi.json is made from these records, and their names are its schemas'.

/// <summary>Some stories, newest first.</summary>
public sealed record StoryPage(IEnumerable<Story> Stories, [property: Description(NextPage.Is)] long? Next);

/// <summary>Some hits, newest first.</summary>
public sealed record HitPage(IEnumerable<Hit> Hits, [property: Description(NextPage.Is)] long? Next);

/// <summary>Some feeds, those in trouble first.</summary>
public sealed record FeedPage(IEnumerable<Feed> Feeds, int Total, [property: Description(NextPage.Is)] long? Next);

/// <summary>Some of the configured topics.</summary>
public sealed record TopicPage(IEnumerable<Topic> Topics, int Total, [property: Description(NextPage.Is)] long? Next);

/// <summary>Some mails, newest first.</summary>
public sealed record MailPage(IEnumerable<Mail> Mails, [property: Description(NextPage.Is)] long? Next);

public sealed record MissPage(
    IEnumerable<Miss> Misses,
    [property: Description("Items that came near.")] int Total,
    [property: Description("Items that were looked at.")] int Looked,
    [property: Description("Not all stored items were looked at; the newest were.")] bool IsCut);

public sealed record Story(
    long Id, string? Headline, string? Link, string? Outlet, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, IEnumerable<TopicOfStory> Topics, IEnumerable<VersionOfStory> Versions);

public sealed record TopicOfStory(string Watchlist, string Topic);

public sealed record VersionOfStory(
    string? Outlet, string? Title, string? Link, DateTimeOffset? Published, DateTimeOffset FoundAt,
    [property: Description("original, same_link, reprint, retitled, own_words or update.")] string CopyKind, string? Reason);

public sealed record Hit(
    long Id, [property: Description("Its name.")] string Watchlist, string Topic, [property: Description("The feed's address.")] string Source, ItemOfHit Item, long StoryId,
    [property: Description("0 to 100.")] int Score, DateTimeOffset FoundAt, IEnumerable<EvidenceOfHit> Evidence);

public sealed record ItemOfHit(string? Id, string? Title, string? Link, DateTimeOffset? Published);

public sealed record EvidenceOfHit(
    [property: Description("As written.")] string Clause, [property: Description("title, summary or content.")] string Field, int Offset, int Length, string Text,
    [property: Description("What joined the words to the topic.")] string Rule);

public sealed record Feed(
    long Id, string Key, string Url, string Name, [property: Description("quarantined, failing, paused, gap, damaged, new, fine or removed.")] string Condition, string? Code, string Text,
    string? Suggestion, DateTimeOffset? LastPolledAt, DateTimeOffset? LastSuccessAt, DateTimeOffset? NextDue, DateTimeOffset? GapAt, long Polls, long NotModified, double? ItemsPerDay,
    [property: Description("How long the publisher took at the last poll; null when it was not asked, or is a file.")] int? LastMilliseconds,
    [property: Description("A moving average over the polls that it answered.")] int? UsualMilliseconds,
    [property: Description("One letter a poll, oldest first: n new items, s same, u not modified, x failed.")] string Strip,
    [property: Description("How often each kind of problem was met in the last document.")] IReadOnlyDictionary<string, int> Problems);

public sealed record Topic(
    string Watchlist, string WatchlistName, [property: JsonPropertyName("topic"), Description("Its id.")] string Id, string Name, IReadOnlyList<string> Any, IReadOnlyList<string> All, IReadOnlyList<string> None);

public sealed record Mail(
    long Id, string Kind, [property: Description("pending, sent or dead.")] string State, string? Watchlist, long? StoryId, string Recipient, string Subject, string MessageId,
    DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? SentAt, int Attempts, string? Code, string? Text);

public sealed record Miss(
    string Source, ItemOfMiss Item, DateTimeOffset FoundAt, [property: Description("What stands in the way: any[0], all[1], none[0], feeds, languages.")] string Path,
    [property: Description("As written.")] string Clause, string Reason);

public sealed record ItemOfMiss(string? Title, string? Link);

public sealed record Status(string Version, string Replica, string Revision, bool ConfigurationIsStale, string? MailTrouble, IEnumerable<Loop> Loops);

public sealed record Loop(string Name, int SecondsSilent, int Restarts, bool IsStuck);

public sealed record Check(IEnumerable<Problem> Problems);

public sealed record Problem(string Clause, int Position, int Length, string Message, string Remedy, bool IsWarning);

public sealed record Error([property: JsonPropertyName("error")] string Reason);

internal static class NextPage
{
    public const string Is = "Leads to the next page; null on the last one.";
}
