using FeedWatch.Alerts;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

public sealed class MailPreviewTests
{
    [Fact]
    public async Task The_times_of_a_preview_are_those_of_its_mail()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, new { timeZone = "Asia/Seoul" });
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        var story = Assert.Single(await new StoredHits(room.Database).StoriesAsync(DateTimeOffset.UnixEpoch, "ice-class-tug", CancellationToken.None));

        var preview = MailPreview.Of(story, "ice-class-tug", room.Configuration, "secret", room.Now);
        var ofNoWatchlist = MailPreview.Of(story, "ice-class-tug", room.Configuration with { Watchlists = [] }, "secret", room.Now);

        Assert.Equal("Asia/Seoul", preview.TimeZone.Id);
        Assert.Equal(TimeZoneInfo.Utc, ofNoWatchlist.TimeZone);
        Assert.Contains("Times: Asia/Seoul", (await new MailRenderer().RenderAsync(preview))[0].Text, StringComparison.Ordinal);
    }
}
