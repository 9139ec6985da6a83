using System.CommandLine;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Cli;

/// <summary><c>parse FILE|URL…</c>: feeds as FeedWatch sees them.</summary>
public static class ParseVerb
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("source") { Description = "Files or URLs", Arity = ArgumentArity.OneOrMore };
        return new Command("parse", "Show feeds as FeedWatch sees them") { sources }.Does((context, result, cancellation) => RunAsync(context, result.GetValue(sources)!, cancellation));
    }

    private static async Task<int> RunAsync(VerbContext context, string[] sources, CancellationToken cancellation)
    {
        using var reader = new SourceReader(context.Time);
        var exit = ExitCodes.Ok;
        foreach (var source in sources)
        {
            var (feed, reason) = await reader.ReadAsync(source, cancellation);
            if (feed is null)
            {
                context.Output.Error($"{source}: {reason}");
                exit = ExitCodes.Findings;
            }
            else if (context.Json)
            {
                context.Output.Json(Shape(source, feed));
            }
            else
            {
                Print(context.Output, source, feed);
            }
        }

        return exit;
    }

    private static object Shape(string source, Feed feed) => new
    {
        source,
        format = feed.Format.Name(),
        title = feed.Title,
        link = feed.Link,
        language = feed.Language,
        items = feed.Items.Select(item => new
        {
            id = item.Id,
            title = item.Title,
            link = item.Link,
            published = item.Published,
            updated = item.Updated,
            authors = item.Authors,
            categories = item.Categories,
            summary = item.Summary.ToPlainText(),
            content = item.Content.ToPlainText(),
            language = item.Language,
        }),
        problems = feed.Problems.Select(problem => new ProblemShape(problem.Item, problem.Code, problem.Detail)),
        degraded = feed.IsDegraded,
        truncated = feed.IsTruncated,
        encoding = feed.Encoding,
    };

    private static void Print(Output output, string source, Feed feed)
    {
        output.Line($"{source}: {feed.Format.Name()}, {feed.Items.Count} items{(feed.IsDegraded ? ", degraded" : string.Empty)}");
        output.Line($"  {feed.Title}  {feed.Link}  {feed.Language}");
        foreach (var item in feed.Items)
        {
            output.Line();
            output.Line($"  {item.Title ?? "(no title)"}");
            output.Line($"    {item.Published:yyyy-MM-dd HH:mm}Z  {item.Link}");
            if ((item.Summary.ToPlainText() ?? item.Content.ToPlainText()) is { } text)
            {
                output.Line($"    {(text.Length > 200 ? text[..200] + " …" : text).Replace('\n', ' ')}");
            }
        }

        foreach (var problem in feed.Problems)
        {
            output.Line($"  problem{(problem.Item is { } item ? $" in item {item}" : string.Empty)}: {problem.Code}: {problem.Detail}");
        }
    }

    private sealed record ProblemShape(
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] int? Item, string Code, string Detail);
}
