using FeedWatch.Core.Stories;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class StoryWriterTests
{
    private const int MostRemembered = 4;
    private long _itemId;

    /// <summary>Eight happenings that have nothing to do with each other.</summary>
    private static readonly string[] Headlines =
    [
        "Ice closes the northern ferry route for a week",
        "Bakers demand cheaper flour from the ministry",
        "Museum finds a lost Viking sword under its own stairs",
        "Voters of Ostrava reject the new tram line",
        "Wolves kill thirty sheep near the reservoir",
        "Chess federation suspends its treasurer",
        "Hospital in Turku opens a ward for burns",
        "Pilots of the mountain rescue threaten to strike",
    ];

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Under_a_flood_the_newest_reports_are_remembered_and_the_oldest_give_way(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald", "times");
        var writer = new StoryWriter(room.Database, MostRemembered);
        for (var i = 0; i < Headlines.Length; i++)
        {
            Assert.Equal(1, (await SaveAsync(room, writer, "post", i)).Stories);
        }

        Assert.Equal(0, (await SaveAsync(room, writer, "herald", Headlines.Length - 1)).Stories);
        Assert.Equal(1, (await SaveAsync(room, writer, "herald", 0)).Stories);

        // What a restart reads is bounded as well.
        var restarted = new StoryWriter(room.Database, MostRemembered);
        Assert.Equal(0, (await SaveAsync(room, restarted, "times", 0)).Stories);
        Assert.Equal(1, (await SaveAsync(room, restarted, "times", 1)).Stories);
    }

    /// <summary>The feed prints the happening; a copy is word for word.</summary>
    private async Task<SaveResult> SaveAsync(Newsroom room, StoryWriter writer, string feed, int happening)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var stored = await room.FeedAsync(feed);
        var itemId = ++_itemId;
        var text = new StoryText
        {
            FeedId = $"{stored.Id}",
            Title = Headlines[happening],
            Body = $"{Headlines[happening]}, its spokesman said on Tuesday.",
            Language = "en",
            At = room.Now,
            Outlet = feed,
        };
        var item = new FreshItem
        {
            Key = 1,
            Title = text.Title,
            Summary = text.Body,
            Outlet = feed,
            Version = new StoryVersion(0, text.FeedId, null, null, room.Now, StoryFingerprint.Of(text)),
            Hits = [new FoundHit("port", "Port desk", "t", "t", 80, [], "r", [])],
        };
        var poll = new FeedPoll { FeedId = stored.Id, Epoch = 1, At = room.Now, Code = "ok", Success = true, Strip = "n", PollState = "{}", NextDue = room.Now };
        using var turn = writer.Open();
        var saved = await room.Database.WriteAsync(transaction => writer.SaveAsync(transaction, turn, [new Arrival(poll, item, itemId)], cancellation), cancellation);
        turn.Committed();
        return saved;
    }
}
