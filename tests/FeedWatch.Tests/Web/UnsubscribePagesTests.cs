using System.Net;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class UnsubscribePagesTests
{
    private static readonly WebSettings Web = new() { Token = PageServer.Token, PublicUrl = "https://watch.example.org" };

    private static string Link(string recipient = "desk@example.org", string watchlist = "port") => Unsubscribing.Link(Web, PageServer.Token, recipient, watchlist)!.PathAndQuery;

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task One_click_ends_the_mails_and_another_lets_them_come_again(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await using var page = await PageServer.StartAsync(room, Web);

        // RFC 8058: a mail program posts this, without a cookie and without a page.
        using var oneClick = await page.PostAsync(Link(), new() { ["List-Unsubscribe"] = "One-Click" });
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        var silent = await room.SubjectsAsync();
        using var again = await page.PostAsync(Link(), new() { ["action"] = "resume" });
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();

        Assert.Equal(HttpStatusCode.OK, oneClick.StatusCode);
        Assert.Contains("No more mails of", await oneClick.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(silent);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(await room.SubjectsAsync());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_link_in_a_mail_works_without_a_token_of_the_page(string kind)
    {
        var web = new WebSettings { PublicUrl = "https://watch.example.org" };
        await using var room = await Newsroom.OpenAsync(kind);
        room.Configure(new { web = new { publicUrl = web.PublicUrl } });
        await room.RestartAsync();
        await using var page = await PageServer.StartAsync(room, web);
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        await using var read = room.Database.Read();
        var mail = System.Text.Encoding.UTF8.GetString(read.Outbox.Single().Message).Replace("\r\n ", "", StringComparison.Ordinal);
        var link = System.Text.RegularExpressions.Regex.Match(mail, "List-Unsubscribe: ?<https://watch.example.org(?<path>[^>]+)>").Groups["path"].Value;

        using var oneClick = await page.PostAsync(link, new() { ["List-Unsubscribe"] = "One-Click" });

        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, oneClick.StatusCode);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();
        Assert.Single(await room.SubjectsAsync());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_single_topic_is_muted_and_the_others_go_on(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await using var page = await PageServer.StartAsync(room, Web);

        using var muted = await page.PostAsync(Link(), new() { ["mute"] = "ice-class-tug" });
        room.Write("post", Report.Tugs, new Report("strike", "Harbour strike ends in Gdynia", "The harbour strike ended on Tuesday after nine days."));
        await room.PollAndNotifyAsync();
        var subjects = await room.SubjectsAsync();
        using var mailed = await page.PostAsync(Link(), new() { ["mail"] = "ice-class-tug" });

        Assert.Contains("aria-label=\"Mail ice-class tug\"", await muted.TextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("[harbour strike]", Assert.Single(subjects), StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Mute ice-class tug\"", await mailed.TextAsync(), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_pause_ends_by_itself(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await using var page = await PageServer.StartAsync(room, Web);

        using var paused = await page.PostAsync(Link(), new() { ["action"] = "pause-1d" });
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        var meanwhile = await room.SubjectsAsync();
        room.Time.Advance(TimeSpan.FromHours(25));
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();

        Assert.Contains("are paused until", await paused.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(meanwhile);
        Assert.Contains("Halifax", Assert.Single(await room.SubjectsAsync()), StringComparison.Ordinal);
        Assert.Contains("Pause for a week", await page.ReadAsync(Link()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_link_only_asks()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, Web);

        var body = await page.ReadAsync(Link());
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();

        Assert.Contains("Stop these mails", body, StringComparison.Ordinal);
        Assert.Single(await room.SubjectsAsync());
    }

    [Theory]
    [InlineData("/unsubscribe")]
    [InlineData("/unsubscribe?r=desk%40example.org&w=port&s=00000000000000000000000000000000")]
    [InlineData("/unsubscribe?r=desk%40example.org&w=port&s=%E2%82%AC")]
    public async Task A_link_that_is_not_ours_does_nothing(string link)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, Web);

        Assert.Equal(HttpStatusCode.Forbidden, await page.StatusAsync(link));
        Assert.Equal(HttpStatusCode.Forbidden, (await page.PostAsync(link)).StatusCode);
    }

    [Fact]
    public async Task A_link_for_one_recipient_does_not_serve_another()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, Web);

        Assert.Equal(HttpStatusCode.Forbidden, await page.StatusAsync(Link().Replace("desk%40", "chief%40", StringComparison.Ordinal)));
    }
}
