using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

/// <summary>One evening at a desk, told in mails: what comes, what does not, and when.</summary>
public sealed class EveningTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_evening_brings_exactly_the_mails_that_a_reasonable_person_would_want(string kind)
    {
        await using var room = await Newsroom.OpenAsync(
            kind,
            new
            {
                topics = new object[] { "ice-class tug", new { id = "strike", name = "Harbour strikes", any = "harbour strike", deliver = new { mode = "digest", at = "0 0 7 * * ?" } } },
                deliver = new { mode = "immediate", gather = "2m", quietHours = new { from = "22:00", to = "06:00" }, maxPerHour = 4 },
            },
            "post", "wire");
        room.Configure(new { ops = new[] { "ops@example.org" } });
        await room.RestartAsync();
        room.Time.Advance(TimeSpan.FromHours(14)); // 17:04
        await PassAsync(room);

        // A story, printed by both within the gathering window: one mail.
        room.Write("post", Report.Tugs);
        await PassAsync(room);
        room.Write("wire", Report.Tugs with { Guid = "w1", Title = "Two ice-class tugs for Oulu" });
        room.Time.Advance(TimeSpan.FromMinutes(1));
        await PassAsync(room);
        Assert.Empty(await room.SubjectsAsync());
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await PassAsync(room);
        Assert.Contains("(+1 source)", Assert.Single(await room.SubjectsAsync()), StringComparison.Ordinal);

        // A late version says nothing more; a strike waits for the morning's digest.
        room.Write("post", Report.Tugs, new Report("strike", "Harbour strike enters its second week", "Cranes stand still."), new Report("late", "Port authority orders two ice-class tugs", Report.Tugs.Text));
        room.Time.Advance(TimeSpan.FromHours(1));
        await PassAsync(room);
        room.Time.Advance(TimeSpan.FromMinutes(5));
        await PassAsync(room);
        Assert.Single(await room.SubjectsAsync());

        // A flood at 21:00: the hour's room and no more, the last mail takes the rest.
        room.Time.Advance(TimeSpan.FromHours(3));
        string[] towns = ["Oulu", "Halifax", "Murmansk", "Tallinn", "Sapporo", "Anchorage", "Tromso", "Gdansk"];
        room.Write("wire", [.. towns.Select((town, i) => new Report($"f{i}", $"{town} council votes on ice-class tug number {i + 11}", $"The mayor of {town} spoke about budget line {i * 37} and the school roof."))]);
        await PassAsync(room);
        room.Time.Advance(TimeSpan.FromMinutes(3));
        await PassAsync(room);
        Assert.Equal(1 + 4, (await room.SubjectsAsync()).Count);

        // The night is quiet. A feed breaks: the operators hear of it, the desk does not.
        room.Time.Advance(TimeSpan.FromHours(2));
        room.Write("wire", Report.Sinking, new Report("ferry", "Ice-class tug tows a ferry into Helsinki", "Nobody was hurt."));
        await PassAsync(room);
        for (var hour = 0; hour < 6; hour++)
        {
            room.WriteRaw("post", $"<html>gone {hour}</html>");
            room.Time.Advance(TimeSpan.FromHours(1));
            await PassAsync(room);
        }

        room.Time.Advance(TimeSpan.FromMinutes(2));
        await PassAsync(room);
        var night = (await room.SubjectsAsync()).Skip(5).ToList();
        Assert.Contains("has failed 5 times", Assert.Single(night), StringComparison.Ordinal);

        // At six what was held comes in one mail, at seven the digest with the strike.
        room.Time.Advance(TimeSpan.FromHours(1));
        await PassAsync(room);
        Assert.Equal(7, (await room.SubjectsAsync()).Count);
        room.Time.Advance(TimeSpan.FromHours(1));
        await PassAsync(room);
        Assert.Equal(8, (await room.SubjectsAsync()).Count);

        // And every hit of the evening is answered for.
        await using var read = room.Database.Read();
        Assert.Equal(0, read.Alerts.Count(alert => alert.State == "pending"));
        Assert.Equal(0, read.Outbox.Count(mail => mail.State != "sent"));
    }

    private static async Task PassAsync(Newsroom room)
    {
        await room.PollAsync();
        await room.NotifyAsync();
    }
}
