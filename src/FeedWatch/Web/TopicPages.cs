using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web;

/// <summary><c>/topics</c> and <c>/topics/{watchlist}/{topic}</c>.</summary>
public static class TopicPages
{
    private const int AtOnce = 50;
    private const int ListDays = 14;
    private const int ChartDays = 30;
    private const int Stories = 10;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapTopics(this IEndpointRouteBuilder routes, PageContext pages)
    {
        routes.MapRead("/topics", (HttpContext context) => TopicsAsync(context, pages));
        routes.MapRead("/topics/{watchlist}/{topic}", (HttpContext context, string watchlist, string topic) => TopicAsync(context, pages, watchlist, topic));
    }

    private static async Task<IResult> TopicsAsync(HttpContext context, PageContext pages)
    {
        var page = context.Request.Id("page") ?? 1;
        var all = pages.Site.Current.Topics;
        var today = DateOnly.FromDateTime(pages.Site.Time.GetUtcNow().UtcDateTime);
        var shown = page > all.Count ? [] : all.Skip((int)(page - 1) * AtOnce).Take(AtOnce).ToList();
        var days = await new TopicActivity(pages.Site.Database).DaysAsync(
            Midnight(today.AddDays(1 - ListDays)), [.. shown.Select(pair => (pair.Watchlist.Id, pair.Topic.Definition.Id))], context.RequestAborted);
        var byTopic = days.ToLookup(day => (day.Watchlist, day.Topic));
        var lines = shown.Select(pair => new TopicLine(
            pair.Topic.Definition.Name, Addresses.Topic(pair.Watchlist.Id, pair.Topic.Definition.Id), pair.Watchlist.Name,
            Counts(byTopic[(pair.Watchlist.Id, pair.Topic.Definition.Id)], today, ListDays))).ToList();
        var next = page * AtOnce < all.Count ? Addresses.With("/topics", ("page", (page + 1).ToString(CultureInfo.InvariantCulture))) : null;
        return await pages.ShowAsync<TopicsPage>(new TopicsModel(pages.Frame(context), lines, all.Count, next));
    }

    private static async Task<IResult> TopicAsync(HttpContext context, PageContext pages, string watchlistId, string topicId)
    {
        var configuration = pages.Site.Current;
        var watchlist = configuration.Watchlists.FirstOrDefault(list => list.Id == watchlistId);
        if (watchlist?.Topics.FirstOrDefault(one => one.Definition.Id == topicId) is not { } topic)
        {
            return await pages.NotFoundAsync(context, "There is no such topic in the configuration. What it found before is still among the stories.");
        }

        var today = DateOnly.FromDateTime(pages.Site.Time.GetUtcNow().UtcDateTime);
        var first = today.AddDays(1 - ChartDays);
        var activity = new TopicActivity(pages.Site.Database);
        var days = await activity.DaysAsync(Midnight(first), [(watchlistId, topicId)], context.RequestAborted);
        var stories = await new StoryList(pages.Site.Database).ReadAsync(new StoryFilter(watchlistId, topicId), Stories, context.RequestAborted);
        return await pages.ShowAsync<TopicPage>(new TopicModel(
            pages.Frame(context), watchlist!, topic, Counts(days, today, ChartDays), first, TopicCompiler.Check(topic.Definition), Tests(topic),
            Changed(configuration, watchlistId), await activity.LastAsync(watchlistId, topicId, context.RequestAborted), [.. stories.Stories.Select(StoryView.Of)], Json(topic.Definition)));
    }

    private static int[] Counts(IEnumerable<DayOfTopic> days, DateOnly today, int count)
    {
        var counts = new int[count];
        foreach (var day in days)
        {
            var at = count - 1 - (today.DayNumber - day.Day.DayNumber);
            if (at >= 0 && at < count)
            {
                counts[at] += day.Hits;
            }
        }

        return counts;
    }

    /// <summary>Tests are texts without a feed: filters on feeds and languages are not what they try.</summary>
    private static List<TopicTest> Tests(WatchedTopic topic)
    {
        var set = TopicSet.Compile([topic.Definition with { IncludeFeeds = [], ExcludeFeeds = [], Languages = [] }]);
        bool Flags(string text) => set.Match(new TopicItem { Title = text }).Count > 0;
        return
        [
            .. topic.Tests.Match.Select(text => new TopicTest(text, true, Flags(text))),
            .. topic.Tests.Ignore.Select(text => new TopicTest(text, false, !Flags(text))),
        ];
    }

    private static DateTimeOffset? Changed(Configuration configuration, string watchlist)
    {
        var file = Path.Combine(configuration.Folder, "watchlists", watchlist + ".json");
        return File.Exists(file) ? new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero) : null;
    }

    private static string Json(TopicDefinition topic)
    {
        var json = new JsonObject { ["id"] = topic.Id, ["name"] = topic.Name };
        foreach (var (name, clauses) in new[] { ("any", topic.Any), ("all", topic.All), ("none", topic.None), ("languages", topic.Languages) })
        {
            if (clauses.Count > 0)
            {
                json[name] = new JsonArray([.. clauses.Select(clause => (JsonNode)clause)]);
            }
        }

        return json.ToJsonString(Indented);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
