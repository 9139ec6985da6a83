using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

public class OpmlTests
{
    [Fact]
    public void Subscriptions_are_read_with_their_folders()
    {
        var opml = Read(
            "<?xml version='1.0'?><opml version='1.0'><head><title>My &amp; feeds</title></head><body>"
            + "<outline text='Wire'><outline text='Asia'><outline type='rss' text='A' title='T' xmlUrl='https://a.example/?x=1&amp;y=2' htmlUrl='https://a.example/'/></outline>"
            + "<outline title='B' xmlurl='feed://b.example/rss'></outline></outline>"
            + "<outline type='rss' url='https://c.example/rss'/></body></opml>");

        Assert.Equal("My & feeds", opml.Title);
        Assert.Equal(
            ["A https://a.example/?x=1&y=2 https://a.example/ Wire/Asia", "B http://b.example/rss  Wire", " https://c.example/rss  "],
            opml.Outlines.Select(outline => $"{outline.Title} {outline.XmlUrl} {outline.HtmlUrl} {string.Join('/', outline.Folders)}"));
        Assert.Empty(opml.Problems);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        OpmlOutline[] outlines =
        [
            new("Plain", "https://p.example/", null, []),
            new("A & \"B\" <c>", "https://a.example/?x=1&y=2", "https://a.example/", ["Wire & co", "Asia"]),
            new("C", "https://c.example/", null, ["Wire & co"]),
        ];

        var opml = Read(Opml.Write("Feeds <1>", outlines));

        Assert.Equal("Feeds <1>", opml.Title);
        Assert.Equal(
            outlines.Select(outline => (outline.Title, outline.XmlUrl, outline.HtmlUrl, string.Join('/', outline.Folders))).Order(),
            opml.Outlines.Select(outline => (outline.Title, outline.XmlUrl, outline.HtmlUrl, string.Join('/', outline.Folders))).Order());
    }

    [Fact]
    public void A_broken_file_gives_what_is_in_it()
    {
        var opml = Read("<opml><body><outline text='A & B' xmlUrl='https://a.example/'><outline text='bad' xmlUrl='javascript:x'/><outline text='C' xmlUrl='https://c.example/'");

        Assert.Equal("A & B", Assert.Single(opml.Outlines).Title);
        Assert.Contains(opml.Problems, problem => problem.Code == FeedProblemCodes.BadLink);
        Assert.Contains(opml.Problems, problem => problem.Code == FeedProblemCodes.IllFormed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<rss/>")]
    [InlineData("{}")]
    public void What_is_no_opml_says_so(string document) =>
        Assert.Contains(Read(document).Problems, problem => problem.Code == FeedProblemCodes.NotAFeed);

    [Fact]
    public void Outlines_without_end_are_no_harm() =>
        Assert.Empty(Read("<opml>" + string.Concat(Enumerable.Repeat("<outline text='x'>", 200_000))).Outlines);

    private static OpmlDocument Read(string document) => Opml.Read(Encoding.UTF8.GetBytes(document));
}
