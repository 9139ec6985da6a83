using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class PollStoreTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task How_long_a_feed_takes_is_kept_and_a_failure_does_not_count_as_usual(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await PollAsync(room, took: 400);
        await PollAsync(room, took: 1200);

        Assert.Equal((1200, 500), await HealthAsync(room));

        await PollAsync(room, took: 30_000, code: "timeout");
        Assert.Equal((30_000, 500), await HealthAsync(room));

        await PollAsync(room, took: null, code: "blocked_address");
        Assert.Equal((null, 500), await HealthAsync(room));
    }

    private static async Task<(int? Last, int? Usual)> HealthAsync(Newsroom room)
    {
        var feed = await room.FeedAsync("post");
        return (feed.LastMs, feed.UsualMs);
    }

    private static async Task PollAsync(Newsroom room, int? took, string code = "not_modified")
    {
        var cancellation = TestContext.Current.CancellationToken;
        await room.Engine.Feeds.MakeAllDueAsync(room.Now, cancellation);
        var claim = Assert.Single(await room.Engine.Feeds.ClaimAsync("test", ClaimKind.Sound, 1, room.Now, cancellation));
        await new PollStore(room.Database).SaveAsync(
            [
                new FeedPoll
                {
                    FeedId = claim.Id, Epoch = claim.Epoch, At = room.Now, Code = code, Success = code == "not_modified", Strip = "u", PollState = "{}", NextDue = room.Now,
                    Took = took is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                },
            ],
            cancellation);
    }
}
