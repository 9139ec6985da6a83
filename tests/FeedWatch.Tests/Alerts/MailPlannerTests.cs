using FeedWatch.Alerts;
using FeedWatch.Storage;

namespace FeedWatch.Tests.Alerts;

public sealed class MailPlannerTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);
    private static readonly Dictionary<(long, string, string), EarlierMail> NoneEarlier = [];
    private static readonly Dictionary<(string, string), int> NoneMade = [];

    [Fact]
    public void Hits_of_one_story_make_one_mail()
    {
        var plan = MailPlanner.Plan([Alert(1, story: 7), Alert(2, story: 7), Alert(3, story: 8)], NoneEarlier, NoneMade, _ => false);

        Assert.Equal([[1, 2], [3]], plan.Mails.Select(mail => mail.Alerts.Select(alert => alert.Id)));
    }

    [Fact]
    public void Recipients_and_watchlists_do_not_share_mails()
    {
        var plan = MailPlanner.Plan([Alert(1), Alert(2, recipient: "b@example.org"), Alert(3, watchlist: "other")], NoneEarlier, NoneMade, _ => false);

        Assert.Equal(3, plan.Mails.Count);
    }

    [Fact]
    public void A_story_that_was_mailed_covers_its_later_hits()
    {
        var earlier = new Dictionary<(long, string, string), EarlierMail> { [(7, "a@example.org", "port")] = new(42, "<id>", "subject") };

        var plan = MailPlanner.Plan([Alert(1, story: 7)], earlier, NoneMade, _ => false);

        Assert.Empty(plan.Mails);
        Assert.Equal(42, Assert.Single(plan.Covered).Mail.OutboxId);
    }

    [Fact]
    public void Muted_alerts_make_no_mail_and_are_told_apart()
    {
        var plan = MailPlanner.Plan([Alert(1), Alert(2, story: 8)], NoneEarlier, NoneMade, alert => alert.StoryId == 8);

        Assert.Single(plan.Mails);
        Assert.Equal(2, Assert.Single(plan.Muted).Id);
    }

    [Theory]
    [InlineData(3, 0, 5, new[] { 1, 1, 3 })]
    [InlineData(3, 2, 5, new[] { 5 })]
    [InlineData(3, 3, 5, new int[0])]
    [InlineData(5, 0, 5, new[] { 1, 1, 1, 1, 1 })]
    [InlineData(1, 0, 2, new[] { 2 })]
    public void An_hour_has_room_for_so_many_mails_and_the_last_takes_the_rest(int most, int made, int stories, int[] alertsOfEachMail)
    {
        var due = Enumerable.Range(1, stories).Select(i => Alert(i, story: i, most: most)).ToList();

        var plan = MailPlanner.Plan(due, NoneEarlier, new Dictionary<(string, string), int> { [("a@example.org", "port")] = made }, _ => false);

        Assert.Equal(alertsOfEachMail, plan.Mails.Select(mail => mail.Alerts.Count));
    }

    private static PendingAlert Alert(long id, long story = 7, string recipient = "a@example.org", string watchlist = "port", int most = 20) =>
        new(id, id, id, story, recipient, watchlist, "tug", "immediate", Now, false, new AlertDelivery("Port desk", "UTC", most, false));
}
