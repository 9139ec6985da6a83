using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Outputs;

/// <summary>The document against JSON Feed 1.1, read by the platform's JSON parser.</summary>
public sealed partial class JsonFeedWriterTests
{
    private static readonly string[] OfFeed = ["version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors", "language", "expired", "hubs", "items"];
    private static readonly string[] OfItem =
        ["id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified", "authors", "tags", "language", "attachments"];

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_rule_of_the_standard_is_kept_whatever_the_feeds_said(string kind)
    {
        await using var room = await HostileHits.OpenAsync(kind);
        await using var page = await PageServer.StartAsync(room);
        var (ids, address) = (new List<string>(), "/hits.json?watchlist=port&limit=5");
        while (address is not null)
        {
            using var answer = await page.GetAsync(address);
            Assert.Equal("application/feed+json", answer.Content.Headers.ContentType!.MediaType);
            using var document = JsonDocument.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
            Judge(document.RootElement);
            Assert.StartsWith(page.Client.BaseAddress!.ToString(), document.RootElement.GetProperty("feed_url").GetString(), StringComparison.Ordinal);
            ids.AddRange(document.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            address = document.RootElement.TryGetProperty("next_url", out var next) ? next.GetString() : null;
        }

        Assert.Equal(HostileHits.Count, ids.Count);
        Assert.Equal(HostileHits.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Without_hits_it_is_still_a_feed()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var document = JsonDocument.Parse(await page.ReadAsync("/hits.json?watchlist=port"));

        Judge(document.RootElement);

        Assert.Equal(0, document.RootElement.GetProperty("items").GetArrayLength());
    }

    private static void Judge(JsonElement feed)
    {
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.NotEqual("", feed.GetProperty("title").GetString());
        JudgeObject(feed, OfFeed);
        foreach (var item in feed.GetProperty("items").EnumerateArray())
        {
            JudgeObject(item, OfItem);
            Assert.NotEqual("", item.GetProperty("id").GetString());
            Assert.True(item.TryGetProperty("content_text", out _) || item.TryGetProperty("content_html", out _), "An item has one of the two.");
            Assert.All(item.GetProperty("authors").EnumerateArray(), author => Assert.NotEqual("", author.GetProperty("name").GetString()));
            Assert.All(item.GetProperty("tags").EnumerateArray(), tag => Assert.NotEqual("", tag.GetString()));
            Assert.All(["date_published", "date_modified"], date => Assert.Matches(Rfc3339(), item.GetProperty(date).GetString()));
        }
    }

    /// <summary>Known names only, but for extensions; addresses are absolute, languages are tags, and nothing is null or has a control character.</summary>
    private static void JudgeObject(JsonElement element, string[] known)
    {
        foreach (var property in element.EnumerateObject())
        {
            Assert.True(known.Contains(property.Name) || property.Name[0] == '_', property.Name);
            Assert.NotEqual(JsonValueKind.Null, property.Value.ValueKind);
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            var text = property.Value.GetString()!;
            Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
            if (property.Name.EndsWith("url", StringComparison.Ordinal))
            {
                Assert.True(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https", text);
                Assert.Matches("^[!-~]+$", text);
            }
            else if (property.Name == "language")
            {
                Assert.Matches("^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$", text);
            }
        }
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Rfc3339();
}
