using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>What a mail says, before it is rendered.</summary>
/// <param name="Alerts">For each story of the mail the ids of the alerts that it answers.</param>
public sealed record ComposedMail(AlertMail Mail, IReadOnlyList<IReadOnlyList<long>> Alerts);

/// <summary>Puts what is stored about stories into the words of a mail. Pure.</summary>
public static class MailComposer
{
    public static ComposedMail Compose(
        PlannedMail planned, IReadOnlyDictionary<long, StoryDetail> stories, FeedWatchSettings settings, string linkSecret, DateTimeOffset now)
    {
        var sections = planned.Alerts.GroupBy(alert => alert.StoryId)
            .Select(group => (Section: Section(planned, stories[group.Key], [.. group], settings), Alerts: group.Select(alert => alert.Id).ToList()))
            .ToList();
        var page = Page(settings, string.Empty);
        var mail = new AlertMail
        {
            Kind = Kind(planned.Kind),
            WatchlistId = planned.Watchlist,
            WatchlistName = planned.Delivery.WatchlistName,
            Stories = [.. sections.Select(section => section.Section)],
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(planned.Delivery.TimeZone),
            Now = now,
            Page = page,
            Unsubscribe = Unsubscribing.Link(settings.Web, linkSecret, planned.Recipient, planned.Watchlist),
            IsHeldByQuietHours = planned.Alerts.GroupBy(alert => alert.StoryId).All(story => story.Any(alert => alert.Held)),
            RepliesToSubject = planned.RepliesTo?.Subject,
        };
        return new ComposedMail(mail, [.. sections.Select(section => section.Alerts)]);
    }

    private static StorySection Section(PlannedMail planned, StoryDetail story, List<PendingAlert> alerts, FeedWatchSettings settings)
    {
        var hitIds = alerts.Select(alert => alert.HitId).ToHashSet();
        var hits = story.Hits.Where(hit => hitIds.Contains(hit.Hit.Id)).ToList();
        var versions = story.Versions.ToDictionary(version => version.Version.Id);
        var shown = planned.Kind == "update" ? versions[alerts[^1].VersionId] : story.Versions[0];
        var others = story.Versions.Where(version => version != shown && version.Version.ItemId != shown.Version.ItemId).DistinctBy(version => version.Version.ItemId);
        return new StorySection
        {
            Headline = shown.Version.Title ?? shown.Version.Link ?? "(no title)",
            Link = shown.Version.Link,
            Outlet = shown.Version.Outlet ?? string.Empty,
            Published = shown.Published,
            FoundAt = shown.Version.FoundAt,
            Topics = [.. hits.Select(hit => hit.Hit.TopicName).Distinct(StringComparer.Ordinal)],
            Matches = [.. BestPerTopic(hits, shown.Version.Id).SelectMany(hit => Reasons(hit, versions[hit.Hit.VersionId]))],
            Versions = [.. others.Select(version => new StoryVersion(
                version.Version.Outlet ?? string.Empty, version.Version.Title ?? version.Version.Link ?? "(no title)", version.Version.Link, version.Published ?? version.Version.At, Copy(version.Version.CopyKind)))],
            NewSentences = planned.Kind == "update" ? NewSentences(story, alerts) : [],
            Page = Page(settings, $"stories/{story.Story.Id}"),
        };
    }

    /// <summary>One hit a topic explains enough: that of the version shown, else the strongest.</summary>
    private static IEnumerable<HitDetail> BestPerTopic(List<HitDetail> hits, long shown) => hits
        .GroupBy(hit => hit.Hit.Topic)
        .Select(group => group.OrderByDescending(hit => hit.Hit.VersionId == shown).ThenByDescending(hit => hit.Hit.Score).First());

    private static IReadOnlyList<MatchReason> Reasons(HitDetail hit, VersionDetail version) => MatchReasons.From(
        hit.Hit.TopicName,
        field => field switch
        {
            "title" => version.Version.Title,
            "summary" => version.Summary,
            "content" => version.Content,
            _ => null,
        },
        [.. hit.Evidence.Select(place => new EvidencePlace(place.Clause, place.Field, place.Offset, place.Length, place.Text, place.Rule))]);

    /// <summary>What the versions that the alerts are about say and no earlier one did. A new headline over an old text is news only of the item itself.</summary>
    private static List<string> NewSentences(StoryDetail story, List<PendingAlert> alerts)
    {
        var ids = alerts.Select(alert => alert.VersionId).ToHashSet();
        var inOrder = story.Versions.OrderBy(version => version.Version.Id).ToList();
        var fresh = inOrder.Where(version => ids.Contains(version.Version.Id)).ToList();
        var known = inOrder.TakeWhile(version => version != fresh[0]).SelectMany(version => new[] { version.Version.Title ?? string.Empty, StoryNews.TextOf(version) }).ToList();
        var sentences = new List<string>();
        foreach (var version in fresh)
        {
            var isHeadlineNews = version.Version.CopyKind == "update" || StoryNews.TextOf(version).Length == 0;
            sentences.AddRange(isHeadlineNews ? StoryNews.SentencesOf(version.Version.Title ?? string.Empty, known) : []);
            known.Add(version.Version.Title ?? string.Empty);
            sentences.AddRange(StoryNews.SentencesOf(StoryNews.TextOf(version), known));
            known.Add(StoryNews.TextOf(version));
        }

        return sentences;
    }

    private static Uri? Page(FeedWatchSettings settings, string path) =>
        settings.Web.PublicUrl is { } url ? new Uri(new Uri(url.TrimEnd('/') + "/"), path) : null;

    private static AlertMailKind Kind(string kind) => kind switch
    {
        "digest" => AlertMailKind.Digest,
        "update" => AlertMailKind.Update,
        "overflow" => AlertMailKind.Overflow,
        _ => AlertMailKind.Story,
    };

    private static CopyKind Copy(string kind) => kind switch
    {
        "same_link" => CopyKind.SameLink,
        "reprint" => CopyKind.Reprint,
        "retitled" => CopyKind.Retitled,
        _ => CopyKind.OwnWords,
    };
}
