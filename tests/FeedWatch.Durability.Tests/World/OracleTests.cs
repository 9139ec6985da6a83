using System.Text;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests.World;

/// <summary>An oracle that finds nothing proves nothing: each fault it looks for is shown to it.</summary>
public sealed class OracleTests
{
    private static readonly ScriptedItem Marble = new("tk00001aaaaaaaa", "tk00001aaaaaaaa", "feed-0", ["marble"], "", "", default);
    private static readonly ScriptedItem Copy = Marble with { Token = "tk00002aaaaaaaa", Feed = "feed-1" };
    private static readonly ReceivedMail Told = Mail("<1@x>", "cat@example.org", "[marble] Headline", Marble.Token);

    [Fact]
    public void One_mail_for_a_story_and_its_copy_is_right()
    {
        var verdict = Judge([Marble, Copy], [Told]);

        Assert.Empty(verdict.Faults);
        Assert.Equal((1, 1, 0, 0), (verdict.Expected, verdict.Delivered, verdict.Lost, verdict.Repeated));
    }

    [Fact]
    public void A_missing_mail_is_lost() => Assert.StartsWith("lost", Assert.Single(Judge([Marble], []).Faults), StringComparison.Ordinal);

    [Fact]
    public void A_mail_to_somebody_who_did_not_ask_is_found() =>
        Assert.Contains(Judge([Marble], [Told, Mail("<2@x>", "ann@example.org", "[marble] Headline", Marble.Token)]).Faults, fault => fault.StartsWith("unasked", StringComparison.Ordinal));

    [Fact]
    public void A_topic_that_does_not_match_is_found() =>
        Assert.Contains(Judge([Marble], [Mail("<1@x>", "cat@example.org", "[marble, basalt] Headline", Marble.Token)]).Faults, fault => fault.StartsWith("unasked", StringComparison.Ordinal));

    [Fact]
    public void A_story_told_in_two_mails_is_found() =>
        Assert.Contains(Judge([Marble, Copy], [Told, Mail("<2@x>", "cat@example.org", "[marble] Headline", Copy.Token)]).Faults, fault => fault.StartsWith("twice", StringComparison.Ordinal));

    [Fact]
    public void A_repeat_is_excused_by_a_doubt_and_by_nothing_else()
    {
        Assert.StartsWith("repeated", Assert.Single(Judge([Marble], [Told, Told]).Faults), StringComparison.Ordinal);
        var excused = Oracle.Judge([Marble], [Told, Told], new Dictionary<string, int> { ["<1@x>"] = 1 });
        Assert.Empty(excused.Faults);
        Assert.Equal(1, excused.Repeated);
    }

    [Fact]
    public void A_repeat_with_other_bytes_is_never_excused()
    {
        var other = Mail("<1@x>", "cat@example.org", "[marble] Another headline", Marble.Token);

        var verdict = Oracle.Judge([Marble], [Told, other], new Dictionary<string, int> { ["<1@x>"] = 1 });

        Assert.StartsWith("repeated otherwise", Assert.Single(verdict.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_about_something_that_nobody_published_is_found() =>
        Assert.NotEmpty(Judge([Marble], [Told, Mail("<2@x>", "cat@example.org", "[marble] Headline", "tk99999zzzzzzzz")]).Faults);

    private static Verdict Judge(IReadOnlyList<ScriptedItem> items, IReadOnlyList<ReceivedMail> mails) => Oracle.Judge(items, mails, new Dictionary<string, int>());

    private static ReceivedMail Mail(string id, string recipient, string subject, string token) => new(
        1, "feedwatch@example.org", recipient, "", Encoding.ASCII.GetBytes($"Message-ID: {id}\r\nSubject: {subject}\r\n\r\nhttp://news.example/feed-0/{token[..9]}=\r\n{token[9..]}\r\n"), null, false);
}
