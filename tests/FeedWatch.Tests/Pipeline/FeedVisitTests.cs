using FeedWatch.Fetching;
using FeedWatch.Pipeline;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Pipeline;

public sealed class FeedVisitTests
{
    [Fact]
    public async Task A_document_is_read_with_what_the_server_says_about_it()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(
            200, "<rss version='2.0'><channel><item><guid>1</guid><title>First</title><link>1.html</link></item></channel></rss>",
            "Content-Location: https://post.example/news/feed.xml", "Content-Language: fi"));

        var document = (await VisitAsync(server.Url())).Document!;

        Assert.Equal(("fi", "https://post.example/news/1.html"), (document.Language, document.Items.Single().Link));
    }

    [Fact]
    public async Task A_page_in_place_of_a_feed_leads_to_the_feed_that_it_names()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.Target == "/feed"
            ? exchange.AnswerAsync(200, """<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>News</body></html>""", "ETag: \"page\"")
            : exchange.AnswerAsync(200, "<rss version='2.0'><channel><title>Post</title><item><guid>1</guid><title>First</title></item></channel></rss>", "ETag: \"feed\""));

        var visit = await VisitAsync(server.Url());

        Assert.Equal("Post", visit.Document?.Title);
        Assert.Equal(Validators.None, Assert.IsType<FetchResult.Fetched>(visit.Result).Validators); // the page's would hide the feed's items behind a 304
    }

    [Fact]
    public async Task A_page_that_names_no_feed_is_no_feed_and_says_so()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "<html><body>Please log in</body></html>"));

        var failed = Assert.IsType<FetchResult.Failed>((await VisitAsync(server.Url())).Result);

        Assert.Equal(FetchCodes.NotAFeed, failed.Code);
        Assert.False(string.IsNullOrWhiteSpace(failed.Reason));
    }

    [Fact]
    public async Task A_page_that_names_itself_is_asked_twice_and_no_more()
    {
        await using var server = new ScriptedHttpServer(exchange =>
            exchange.AnswerAsync(200, """<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>"""));

        var visit = await VisitAsync(server.Url());

        Assert.IsType<FetchResult.Failed>(visit.Result);
        Assert.Equal(2, server.Requests.Count);
    }

    private static async Task<FeedVisit> VisitAsync(string url)
    {
        using var fetcher = new Fetcher(FetchHarness.Loopback, TimeProvider.System);
        var claim = new ClaimedFeed(1, "post", url, null, 1, 1, null, null, null, "", null, null, null);
        return await FeedVisit.MakeAsync(claim, new FeedSettings { Id = "post", Url = url }, fetcher, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
