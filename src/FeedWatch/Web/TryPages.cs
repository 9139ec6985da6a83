using System.Text.Encodings.Web;
using System.Text.Json;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web;

/// <summary><c>/try</c>: a topic on what was really printed.</summary>
public static class TryPages
{
    private const int LongestJson = 200_000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapTry(this IEndpointRouteBuilder routes, PageContext pages, Trying trying)
    {
        routes.MapRead("/try", (HttpContext context) => LimitedAsync(context, pages, trying, () => TopicAsync(context, pages, trying)));
        routes.MapPost("/try", (Delegate)((HttpContext context) => LimitedAsync(context, pages, trying, () => JsonAsync(context, pages, trying))));
    }

    /// <summary>The answer, as long as its reader does not ask for too many.</summary>
    internal static async Task<IResult> LimitedAsync(HttpContext context, PageContext pages, Trying trying, Func<Task<IResult>> answer)
    {
        using var lease = trying.Limiter.AttemptAcquire(context);
        return lease.IsAcquired ? await answer() : await pages.MessageAsync(context, StatusCodes.Status429TooManyRequests, "That was a lot of tries; wait a moment.");
    }

    private static async Task<IResult> TopicAsync(HttpContext context, PageContext pages, Trying trying)
    {
        var model = Empty(context, pages) with { Topic = context.Request.Text("topic"), Against = context.Request.Text("against", 500) };
        if (model.Topic is not { } text)
        {
            _ = Task.Run(() => trying.WarmAsync(CancellationToken.None)); // a failure shows when it matters
            return await pages.ShowAsync<TryPage>(model);
        }

        var against = Find(pages.Site.Current, model.Against);
        var definition = Definition(text, Aliases(pages.Site.Current, against?.Watchlist));
        var errors = TopicCompiler.Check(definition);
        if (errors.Any(error => !error.IsWarning))
        {
            return await pages.ShowAsync<TryPage>(model with { Errors = errors });
        }

        var result = await trying.TryAsync([definition], against is null ? [] : [against.Value.Topic.Definition], context.RequestAborted);
        return await pages.ShowAsync<TryPage>(Shown(model, result) with { Errors = errors, Paste = JsonSerializer.Serialize(text, Indented) });
    }

    private static async Task<IResult> JsonAsync(HttpContext context, PageContext pages, Trying trying)
    {
        var form = await context.Request.FormAsync(context.RequestAborted);
        var json = form["json"].ToString();
        if (json.Length > LongestJson)
        {
            throw new BadRequestException("The JSON is too long to be tried here; use “feedwatch diff”.");
        }

        var model = Empty(context, pages) with { Json = json, Against = form["against"] is [{ Length: > 0 } chosen] ? chosen : null };
        var (watchlist, problems) = PastedWatchlist.Read(json, pages.Site.Current.Feeds, pages.Site.Time.GetUtcNow());
        model = model with { Problems = problems };
        if (watchlist is null)
        {
            return await pages.ShowAsync<TryPage>(model);
        }

        var against = Find(pages.Site.Current, model.Against);
        var result = await trying.TryAsync([.. watchlist.Topics.Select(topic => topic.Definition)], against is null ? [] : [against.Value.Topic.Definition], context.RequestAborted);
        return await pages.ShowAsync<TryPage>(Shown(model, result));
    }

    /// <summary>An expression as a topic of its own.</summary>
    internal static TopicDefinition Definition(string text, IReadOnlyDictionary<string, IReadOnlyList<string>>? aliases = null) => new()
    {
        Id = "try",
        Name = text,
        Any = [text],
        Aliases = aliases ?? new Dictionary<string, IReadOnlyList<string>>(),
    };

    /// <summary>The aliases of the watchlist that the topic would go into; when there is only one, it is that one.</summary>
    private static IReadOnlyDictionary<string, IReadOnlyList<string>>? Aliases(Configuration configuration, Watchlist? watchlist) =>
        (watchlist ?? (configuration.Watchlists is [var only] ? only : null))?.Topics is [var first, ..] ? first.Definition.Aliases : null;

    /// <summary>The topic that <c>watchlist/topic</c> names, or null.</summary>
    private static (Watchlist Watchlist, WatchedTopic Topic)? Find(Configuration configuration, string? value)
    {
        foreach (var (watchlist, topic) in configuration.Topics)
        {
            if (Value(watchlist, topic) == value)
            {
                return (watchlist, topic);
            }
        }

        return null;
    }

    internal static string Value(Watchlist watchlist, WatchedTopic topic) => $"{watchlist.Id}/{topic.Definition.Id}";

    private static TryModel Empty(HttpContext context, PageContext pages) => new()
    {
        Frame = pages.Frame(context),
        Known = [.. pages.Site.Current.Topics.Take(500).Select(pair => (Value(pair.Watchlist, pair.Topic), $"{pair.Topic.Definition.Name} ({pair.Watchlist.Name})"))],
    };

    private static TryModel Shown(TryModel model, TryResult result) => model with
    {
        Result = result,
        Found = [.. result.Newest.Select(View)],
        Lost = [.. result.LostItems.Select(View)],
    };

    private static TriedView View(TriedItem tried) => new(
        Excerpt.Title(tried.Item.Title, tried.Item.Link), Excerpt.MarkedTitle(tried.Item.Title, tried.Matches.SelectMany(match => match.Evidence)), tried.Item.Link, tried.Feed, tried.FirstSeen, tried.IsNew,
        [.. tried.Matches.SelectMany(match => Excerpt.Reasons(match.Evidence, field => field switch
        {
            "title" => tried.Item.Title,
            "summary" => tried.Item.Summary,
            "content" => tried.Item.Content,
            _ => null,
        }).Take(2).Select(reason => (match.Topic, reason))).Take(4)]);
}
