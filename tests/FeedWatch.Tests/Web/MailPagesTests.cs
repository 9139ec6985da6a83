using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class MailPagesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_next_digest_is_shown_with_its_hour_and_its_stories_before_it_goes_out(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "digest", at = "0 30 7 * * ?" } });
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);
        Assert.Contains("Nothing waits to be mailed.", await page.ReadAsync("/mail"), StringComparison.Ordinal);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();

        var body = await page.ReadAsync("/mail");

        var next = body[body.IndexOf("What comes next", StringComparison.Ordinal)..body.IndexOf(">Sent<", StringComparison.Ordinal)];
        Assert.Contains("Digest of Port desk", next, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2025-06-26T07:30:00Z\"", next, StringComparison.Ordinal);
        Assert.Contains("Port authority orders two ice-class tugs", next, StringComparison.Ordinal);
        Assert.Contains("Old ice-class tug sinks", next, StringComparison.Ordinal);
        Assert.Contains("2 alerts waiting", body, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_dead_letter_is_shown_with_the_words_of_the_server(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        await room.Database.WriteAsync(
            transaction => FeedWatch.Storage.CommandExtensions.Command(transaction, "update outbox set state = 'dead', attempts = 3, last_code = '550', last_text = '5.1.1 <b>No such user</b>'").ExecuteNonQueryAsync(), CancellationToken.None);
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/mail");

        Assert.Contains("1 dead", body, StringComparison.Ordinal);
        Assert.Contains("The server said: 550 5.1.1 &lt;b&gt;No such user&lt;/b&gt;", body, StringComparison.Ordinal);
        Assert.Contains("3 attempts", body, StringComparison.Ordinal);
    }
}
