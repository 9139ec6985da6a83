using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Outputs;

/// <summary>The document against RFC 4287, read by the platform's XML parser: our own would forgive too much.</summary>
public sealed partial class AtomWriterTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly string[] OfFeed = ["author", "category", "contributor", "entry", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title", "updated"];
    private static readonly string[] OfEntry = ["author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary", "title", "updated"];
    private static readonly string[] AtMostOnce = ["content", "generator", "icon", "id", "logo", "published", "rights", "source", "subtitle", "summary", "title", "updated"];

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_rule_of_the_standard_is_kept_whatever_the_feeds_said(string kind)
    {
        await using var room = await HostileHits.OpenAsync(kind);
        await using var page = await PageServer.StartAsync(room);
        foreach (var address in new[] { "/hits.atom", "/hits.atom?watchlist=port", "/hits.atom?watchlist=port&topic=tug-tow&since=7d&limit=5", "/hits.atom?watchlist=%22%3E%3Cx%20y%3D'&topic=%0A", "/hits.atom?limit=3&x=%22%3E" })
        {
            using var answer = await page.GetAsync(address);
            Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("utf-8", answer.Content.Headers.ContentType.CharSet);
            Judge(Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), page.Client.BaseAddress!);
        }
    }

    [Fact]
    public async Task A_headline_has_the_language_of_its_item_and_everything_else_is_ours()
    {
        await using var room = await HostileHits.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        var feed = Read(Encoding.UTF8.GetBytes(await page.ReadAsync("/hits.atom")));

        string Language(string part) => feed.Elements(Atom + "entry").Elements(Atom + "title").Single(title => title.Value.Contains(part, StringComparison.Ordinal)).Attribute(XNamespace.Xml + "lang")!.Value;
        Assert.Equal("en", feed.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.StartsWith("ko", Language("쇄빙선"), StringComparison.Ordinal);
        Assert.Equal("", Language("of no language"));
        Assert.DoesNotContain("\u0001", feed.Value, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Its_pages_are_one_feed_that_names_every_hit_once(string kind)
    {
        await using var room = await HostileHits.OpenAsync(kind);
        await using var page = await PageServer.StartAsync(room);
        var (ids, feeds) = (new List<string>(), new HashSet<string>());
        for (var address = "/hits.atom?watchlist=port&limit=5"; address is not null;)
        {
            var feed = Read(Encoding.UTF8.GetBytes(await page.ReadAsync(address)));
            feeds.Add(feed.Element(Atom + "id")!.Value);
            ids.AddRange(feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value));
            address = feed.Elements(Atom + "link").SingleOrDefault(link => (string?)link.Attribute("rel") == "next")?.Attribute("href")?.Value;
        }

        Assert.Single(feeds);
        Assert.Equal(HostileHits.Count, ids.Count);
        Assert.Equal(HostileHits.Count, ids.Distinct().Count());
    }

    /// <summary>Strict: characters that XML does not know, bytes that are no UTF-8 and DTDs are errors.</summary>
    private static XElement Read(byte[] document)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(document);
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit });
        var root = XDocument.Load(reader).Root!;
        Assert.Equal(Atom + "feed", root.Name);
        return root;
    }

    private static void Judge(XElement feed, Uri own)
    {
        Assert.All(feed.DescendantsAndSelf(), element => Assert.Equal(Atom, element.Name.Namespace));
        Assert.All(feed.DescendantsAndSelf().Attributes(XNamespace.Xml + "lang"), language => Assert.Matches(LanguageTag(), language.Value));
        JudgePerson(feed, OfFeed);
        Assert.NotEqual("", feed.Element(Atom + "title")!.Value);
        var self = Assert.Single(feed.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "self");
        Assert.Equal(own.Authority, new Uri(self.Attribute("href")!.Value).Authority);
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(entries.Count, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        foreach (var entry in entries)
        {
            JudgePerson(entry, OfEntry);
            Assert.True(feed.Elements(Atom + "author").Any() || entry.Elements(Atom + "author").Any(), "Section 4.1.2: somebody is the author.");
            Assert.True(entry.Elements(Atom + "content").Any() || entry.Elements(Atom + "link").Any(link => (string?)link.Attribute("rel") is null or "alternate"), "Section 4.1.2: without content there is an alternate.");
        }
    }

    /// <summary>What feed and entry have in common.</summary>
    private static void JudgePerson(XElement element, string[] children)
    {
        Assert.All(element.Elements(), child => Assert.Contains(child.Name.LocalName, children));
        Assert.All(AtMostOnce, name => Assert.InRange(element.Elements(Atom + name).Count(), 0, 1));
        Assert.All(["id", "title", "updated"], name => Assert.Single(element.Elements(Atom + name)));
        Assert.All(element.Elements(Atom + "id").Select(id => id.Value), IsAbsolute);
        Assert.All(element.Elements().Where(child => child.Name.LocalName is "updated" or "published"), date =>
        {
            Assert.Matches(Rfc3339(), date.Value);
            Assert.True(DateTimeOffset.TryParse(date.Value, CultureInfo.InvariantCulture, out _), date.Value);
        });
        Assert.All(element.Elements().Where(child => child.Name.LocalName is "title" or "summary" or "subtitle" or "rights"), text =>
        {
            Assert.Contains((string?)text.Attribute("type"), new[] { null, "text" });
            Assert.Empty(text.Elements());
        });
        Assert.All(element.Elements(Atom + "author"), author =>
        {
            Assert.NotEqual("", Assert.Single(author.Elements(Atom + "name")).Value);
            Assert.All(author.Elements(), child => Assert.Contains(child.Name.LocalName, new[] { "name", "uri", "email" }));
        });
        Assert.All(element.Elements(Atom + "category"), category => Assert.NotEqual("", category.Attribute("term")!.Value));
        var links = element.Elements(Atom + "link").ToList();
        Assert.All(links, link =>
        {
            IsAbsolute(link.Attribute("href")!.Value);
            Assert.Matches("^[a-z]+/[a-z+.-]+$", link.Attribute("type")!.Value);
        });
        var alternates = links.Where(link => (string?)link.Attribute("rel") is null or "alternate").ToList();
        Assert.Equal(alternates.Count, alternates.Select(link => ((string?)link.Attribute("type"), (string?)link.Attribute("hreflang"))).Distinct().Count());
    }

    /// <summary>RFC 3986: with a scheme, and of the characters that an address is made of.</summary>
    private static void IsAbsolute(string address)
    {
        Assert.True(Uri.TryCreate(address, UriKind.Absolute, out _), address);
        Assert.Matches(AddressCharacters(), address);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]-]|%[0-9A-Fa-f]{2})+$")]
    private static partial Regex AddressCharacters();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Rfc3339();

    [GeneratedRegex("^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?$")]
    private static partial Regex LanguageTag();
}
