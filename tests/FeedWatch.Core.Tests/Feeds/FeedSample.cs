using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

/// <summary>The samples beside the tests, and a feed as <c>parse --json</c> would print it.</summary>
internal static class FeedSample
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Feeds", "Samples");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!).Where(name => !name.Contains(".expected.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Expected(string name) => File.ReadAllText(Path.Combine(Folder, name + ".expected.json")).ReplaceLineEndings("\n").TrimEnd();

    public static Feed Parse(byte[] document, string? contentType = null) =>
        FeedParser.Parse(document, new FeedParserOptions { ContentType = contentType, BaseUri = new Uri("https://base.example/feeds/feed.xml") });

    public static string Print(Feed feed) => JsonSerializer.Serialize(
        new
        {
            format = feed.Format.Name(),
            feed.Title,
            feed.Link,
            feed.Description,
            feed.Language,
            degraded = feed.IsDegraded ? true : (bool?)null,
            minutes = feed.Schedule.MinimumInterval?.TotalMinutes,
            skipHours = feed.Schedule.SkipHours.Count == 0 ? null : feed.Schedule.SkipHours,
            skipDays = feed.Schedule.SkipDays.Count == 0 ? null : feed.Schedule.SkipDays.Select(day => day.ToString()),
            items = feed.Items.Select(item => new
            {
                item.Id,
                item.Title,
                item.Link,
                Published = Date(item.Published),
                Updated = Date(item.Updated),
                authors = item.Authors.Count == 0 ? null : item.Authors,
                categories = item.Categories.Count == 0 ? null : item.Categories,
                summary = item.Summary.ToPlainText(),
                content = item.Content.ToPlainText(),
                item.Language,
            }),
            problems = feed.Problems.Count == 0 ? null : feed.Problems.Select(problem => new { problem.Item, problem.Code, problem.Detail }),
        },
        Options);

    private static string? Date(DateTimeOffset? date) => date?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", System.Globalization.CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal);
}
