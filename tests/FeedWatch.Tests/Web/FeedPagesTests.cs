using System.Net;
using System.Reflection;
using FeedWatch.Core.Feeds;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using FeedWatch.Web.Parts;

namespace FeedWatch.Tests.Web;

public sealed class FeedPagesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_broken_feed_stands_first_and_says_what_is_wrong(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, feeds: ["alpha", "omega"]);
        room.Write("alpha", Report.Choir);
        room.WriteRaw("omega", "<html><title>Maintenance</title><script>alert(1)</script></html>");
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/feeds");
        var omega = await room.FeedAsync("omega");
        var one = await page.ReadAsync($"/feeds/{omega.Id}");

        Assert.True(body.IndexOf("omega", StringComparison.Ordinal) < body.IndexOf("alpha", StringComparison.Ordinal));
        Assert.Contains("1 failing", body, StringComparison.Ordinal);
        Assert.Contains("(not_a_feed)", one, StringComparison.Ordinal);
        Assert.Contains("Last polls, oldest first: 1 failed", one, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", body + one, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_broken_document_is_shown_as_it_came_and_does_nothing(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.WriteRaw("post", "<html>\0\u202E<script>alert(1)</script>" + new string('x', 5000));
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var broken = await page.ReadAsync("/feeds/1");
        room.Write("post", Report.Choir);
        await room.PollAsync();
        var mended = await page.ReadAsync("/feeds/1");

        Assert.Contains("<details open", broken, StringComparison.Ordinal);
        Assert.Contains("How the broken document begins", broken, StringComparison.Ordinal);
        Assert.Contains("<html>␀‹U+202E›<script>alert(1)</script>xxx", WebUtility.HtmlDecode(broken), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", broken, StringComparison.Ordinal);
        Assert.InRange(broken.Length, 2_000, 10_000);
        Assert.Contains("How its last broken document began", mended, StringComparison.Ordinal);
        Assert.DoesNotContain("<details open", mended, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_document_that_is_broken_in_places_is_shown_too(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.WriteRaw("post", "<rss version='2.0'><channel><title>post</title><item><guid>1</guid><title>Fish & chips</title></item>");
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var one = await page.ReadAsync("/feeds/1");

        Assert.Contains("damaged", one, StringComparison.Ordinal);
        Assert.Contains("2 × broken markup", one, StringComparison.Ordinal);
        Assert.Contains("&lt;title&gt;Fish &amp; chips", one, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_page_says_beside_its_menu_how_many_feeds_are_in_trouble(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "alpha", "omega");
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);
        page.Levels = await ServiceLevels.ReadAsync(room.Database, room.Now, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("in trouble", await page.ReadAsync("/"), StringComparison.Ordinal);

        room.WriteRaw("omega", "<html>Maintenance</html>");
        await room.PollAsync();
        page.Levels = await ServiceLevels.ReadAsync(room.Database, room.Now, TestContext.Current.CancellationToken);

        foreach (var address in new[] { "/", "/topics", "/try", "/feeds", "/mail", "/system", "/sign-in" })
        {
            Assert.Contains(">1<span class=\"unseen\"> in trouble</span>", await page.ReadAsync(address), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_is_named_as_seen_from_the_configuration_and_no_folder_above_is_told()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, null, "post", "lost");
        room.Delete("lost");
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        Assert.Contains("There is no file lost.xml.", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
        Assert.Contains("<dd><span dir=\"auto\">post.xml</span>", await page.ReadAsync($"/feeds/{(await room.FeedAsync("post")).Id}"), StringComparison.Ordinal);
        foreach (var address in new[] { "/feeds", "/feeds/1", "/feeds/2", "/api/feeds", "/api/feeds/1", "/api/feeds/2", "/system" })
        {
            Assert.DoesNotContain(room.Configuration.Folder, await page.ReadAsync(address), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_problem_that_a_document_can_have_is_said_in_words()
    {
        var codes = typeof(FeedProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (string)code.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.NotEqual(code, FeedWords.Problem(code)));
    }

    [Fact]
    public async Task A_page_that_repeats_the_address_of_the_feed_tells_no_secret_of_it()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.WriteRaw("post", "<html>Not found: /rss?token=s3cr3t%2Fx (s3cr3t/x) for user:hunter2</html>");
        await room.PollAsync();
        await room.Database.WriteAsync(
            transaction => transaction.Command("update feed set url = 'https://user:hunter2@example.org/rss?token=s3cr3t%2Fx&page=1'").ExecuteNonQueryAsync(), CancellationToken.None);
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/feeds/1");

        Assert.Contains("Not found: /rss?token=*** (***) for ***:***", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_in_the_address_of_a_feed_are_nowhere()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await room.Database.WriteAsync(
            transaction => transaction.Command("update feed set key = 'https://user:hunter2@example.org/rss?token=s3cr3t', url = key, name = null, title = null").ExecuteNonQueryAsync(), CancellationToken.None);
        await room.Database.WriteAsync(
            transaction => transaction.Command("update feed set url = key").ExecuteNonQueryAsync(), CancellationToken.None);
        await using var page = await PageServer.StartAsync(room);

        foreach (var address in new[] { "/feeds", "/feeds/1", "/api/feeds", "/api/feeds/1", "/system" })
        {
            var body = await page.ReadAsync(address);
            Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", body, StringComparison.Ordinal);
        }
    }
}
