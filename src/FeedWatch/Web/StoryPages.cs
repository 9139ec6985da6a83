using System.Text;
using FeedWatch.Core.Topics;
using FeedWatch.Storage;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web;

/// <summary><c>/</c> and <c>/stories/{id}</c>.</summary>
public static class StoryPages
{
    private const int AtOnce = 25;

    // What a story's page shows at most, so that it stays small however often the story was printed.
    private const int MostReports = 30;
    private const int MostFound = 15;
    private const int MostMails = 30;
    private const int LongestBody = 6000;
    private const int MostAdded = 12;

    /// <summary>Texts and additions of all reports together, in bytes.</summary>
    private const int LongestTexts = 18_000;

    public static void MapStories(this IEndpointRouteBuilder routes, PageContext pages, Trying trying)
    {
        routes.MapRead("/", (HttpContext context) => context.Request.Query.ContainsKey("q")
            ? TryPages.LimitedAsync(context, pages, trying, () => TodayAsync(context, pages, trying))
            : TodayAsync(context, pages, trying));
        routes.MapRead("/stories/{id:long}", (HttpContext context, long id) => StoryAsync(context, pages, id));
    }

    private static async Task<IResult> TodayAsync(HttpContext context, PageContext pages, Trying trying)
    {
        var (request, now, cancellation) = (context.Request, pages.Site.Time.GetUtcNow(), context.RequestAborted);
        var watchlist = request.Text("watchlist", 200);
        var topic = watchlist is null ? null : request.Text("topic", 200);
        var before = request.Id("before");
        var query = request.Text("q", 500);
        var search = query is null ? Search.None : await SearchAsync(query, trying, cancellation);
        var filter = new StoryFilter(watchlist, topic, request.Since(now), before, search.Found?.Ids);
        var page = search.Errors.Count > 0 ? new StoryListPage([], null) : await new StoryList(pages.Site.Database).ReadAsync(filter, AtOnce, cancellation);
        (string, string?)[] chosen = [("watchlist", watchlist), ("topic", topic), ("since", request.Text("since")), ("q", query)];
        var watchlists = pages.Site.Current.Watchlists;
        return await pages.ShowAsync<TodayPage>(new TodayModel
        {
            Frame = pages.Frame(context),
            Watchlists = [.. watchlists.Select(list => (list.Id, list.Name))],
            Topics = [.. watchlists.Where(list => list.Id == watchlist).SelectMany(list => list.Topics).Select(one => (one.Definition.Id, one.Definition.Name))],
            Watchlist = watchlist,
            Topic = topic,
            Since = request.Text("since"),
            Query = query,
            Errors = search.Errors,
            SearchNote = search.Note,
            Stories = [.. page.Stories.Select(story => StoryView.Of(story, search.Found is { } found ? found.EvidenceIn : null))],
            Next = page.Next is { } next ? Addresses.With("/", [.. chosen, ("before", next.ToString(System.Globalization.CultureInfo.InvariantCulture))]) : null,
            Newest = before is null ? null : Addresses.With("/", chosen),
        });
    }

    private sealed record Search(FoundItems? Found, IReadOnlyList<string> Errors, string? Note)
    {
        public static Search None { get; } = new(null, [], null);
    }

    /// <summary>The search looks through everything that was printed in the last 30 days; the list shows the stories among it.</summary>
    private static async Task<Search> SearchAsync(string query, Trying trying, CancellationToken cancellation)
    {
        var definition = TryPages.Definition(query);
        var errors = TopicCompiler.Check(definition).Where(error => !error.IsWarning)
            .Select(error => $"{error.Message} {error.Remedy} (character {error.Position + 1})").ToList();
        if (errors.Count > 0)
        {
            return new Search(null, errors, null);
        }

        var found = await trying.SearchAsync(definition, cancellation);
        return new Search(found, [], $"{Words.Count(found.Ids.Count, "stored item")} of the last 30 days {(found.Ids.Count == 1 ? "fits" : "fit")}{(found.IsCut ? " among the newest" : "")}; the stories among them are below.");
    }

    private static async Task<IResult> StoryAsync(HttpContext context, PageContext pages, long id)
    {
        if (await new StoryList(pages.Site.Database).FindAsync(id, context.RequestAborted) is not { } story)
        {
            return await pages.NotFoundAsync(context, "There is no such story. It may have been tidied away.");
        }

        var mails = await new MailList(pages.Site.Database).OfStoryAsync(id, context.RequestAborted);
        return await pages.ShowAsync<StoryPage>(new StoryModel(
            pages.Frame(context), StoryView.Of(story), Shown.Of(Found(story), MostFound), new Shown<ReportView>(Reports(story), story.Versions.Count), Shown.Of(mails, MostMails)));
    }

    private static List<FoundView> Found(StoryDetail story)
    {
        var versions = story.Versions.DistinctBy(version => version.Version.Id).ToDictionary(version => version.Version.Id);
        return [.. story.Hits.GroupBy(hit => (hit.Hit.Watchlist, hit.Hit.Topic)).Select(same => same.OrderByDescending(hit => hit.Hit.Score).First()).Select(hit => new FoundView(
            hit.Hit.TopicName, Addresses.Topic(hit.Hit.Watchlist, hit.Hit.Topic), hit.Hit.WatchlistName,
            versions.GetValueOrDefault(hit.Hit.VersionId)?.Version.Outlet ?? "unknown outlet", hit.Hit.FoundAt, hit.Hit.Score,
            StoryView.Reasons(hit, versions.GetValueOrDefault(hit.Hit.VersionId))))];
    }

    private static List<ReportView> Reports(StoryDetail story)
    {
        var reports = new List<ReportView>();
        var evidence = story.Hits.ToLookup(hit => hit.Hit.VersionId, hit => hit.Evidence);
        var room = LongestTexts;
        foreach (var (version, news) in story.Versions.Take(MostReports).Zip(StoryNews.ByVersion(story, MostReports)))
        {
            var (field, text) = (version.Content is { Length: > 0 } ? "content" : "summary", StoryNews.TextOf(version));
            var isFirst = reports.Count == 0;
            IReadOnlyList<string> adds = version.Version.CopyKind is "same_link" ? [] : news;
            adds = [.. adds.Take(MostAdded).TakeWhile(sentence => (room -= Encoding.UTF8.GetByteCount(sentence)) > 0)];
            var shown = Beginning(text, room);
            room -= Encoding.UTF8.GetByteCount(shown);
            reports.Add(new ReportView(
                version.Version.Outlet ?? "unknown outlet", Excerpt.Title(version.Version.Title, version.Version.Link), version.Version.Link, version.Version.At,
                isFirst ? null : Words.Copy(version.Version.CopyKind), isFirst ? null : version.Version.Reason, adds,
                Excerpt.Whole(shown, evidence[version.Version.Id].SelectMany(places => places).Where(place => place.Field == field)), shown.Length < text.Length));
        }

        return reports;
    }

    /// <summary>As much of the text as is shown and has room in so many bytes.</summary>
    private static string Beginning(string text, int bytes)
    {
        var beginning = text.AsSpan(0, Math.Min(LongestBody, text.Length));
        while (Encoding.UTF8.GetByteCount(beginning) > Math.Max(0, bytes))
        {
            beginning = beginning[..(beginning.Length / 2)];
        }

        return text[..beginning.Length];
    }
}
