using System.Text;
using FeedWatch.Settings.Binding;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Shapes;

namespace FeedWatch.Settings;

/// <summary>A watchlist, or one topic of it, as somebody typed it to try it. It is checked as a file would be, and changes nothing.</summary>
public static class PastedWatchlist
{
    /// <summary>Stands for the file in problems.</summary>
    public const string Name = "pasted";

    /// <param name="text">JSON of a watchlist, or of one topic with <c>any</c> or <c>all</c>.</param>
    /// <returns>The watchlist, or null when it has errors.</returns>
    public static (Watchlist? Watchlist, IReadOnlyList<ConfigurationProblem> Problems) Read(string text, IReadOnlyList<FeedSettings> feeds, DateTimeOffset now)
    {
        var problems = new ProblemList();
        if (JsonSource.ReadObject(Name, Encoding.UTF8.GetBytes(text), problems) is not { } root)
        {
            return (null, problems.Sorted());
        }

        if (root.Get("topics") is null && (root.Get("any") ?? root.Get("all")) is not null)
        {
            // The line breaks before the topic stay, so that problems name the line that the reader sees.
            return Read($$"""{"recipients": ["try@example.org"], "topics": [{{text}}]}""", feeds, now);
        }

        ShapeCheck.Check(root, WatchlistShape.Root, problems);
        if (problems.HasErrors)
        {
            return (null, problems.Sorted());
        }

        var filters = new FeedFilterCheck(feeds, problems) { MergedIds = new Dictionary<string, string>() };
        var bound = new WatchlistBinder(filters, now, problems).Bind(Name, root);
        TopicBinder.Compile([bound], problems);
        return (problems.HasErrors ? null : bound.Watchlist, problems.Sorted());
    }
}
