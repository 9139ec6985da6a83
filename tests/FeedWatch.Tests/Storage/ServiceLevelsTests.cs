using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class ServiceLevelsTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Waiting_and_dead_mails_and_broken_feeds_are_counted(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, feeds: ["post", "broken"]);
        room.Write("post", Report.Tugs, Report.Sinking);
        room.WriteRaw("broken", "not a feed");
        await room.PollAndNotifyAsync();
        await room.Database.WriteAsync(
            async transaction =>
            {
                await transaction.Command("update outbox set state = 'dead' where id = 1").ExecuteNonQueryAsync();
                await transaction.Command("update outbox set state = 'pending' where id = 2").ExecuteNonQueryAsync();
            },
            CancellationToken.None);
        room.Time.Advance(TimeSpan.FromMinutes(7));

        var levels = await ServiceLevels.ReadAsync(room.Database, room.Now, CancellationToken.None);

        Assert.Equal(new ServiceLevels(1, 1, TimeSpan.FromMinutes(7), 1, 1, 0), levels);
    }
}
