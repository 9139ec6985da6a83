using FeedWatch.Alerts;

namespace FeedWatch.Tests.Alerts;

public sealed class OperatorMailTests
{
    private static readonly Uri Page = new("https://watch.example.org/");

    [Fact]
    public void Everything_that_can_happen_looks_as_approved()
    {
        var mail = OperatorMail.Render(
        [
            new OperatorEvent.FeedBroken("Meridian Wire", "https://user:pw@wire.example/rss?token=s3cret", 5, "HTTP 503", SampleMails.Now),
            new OperatorEvent.FeedBroken("Coast Radio", "https://radio.example/feed", 3, "the name is not known", null),
            new OperatorEvent.FeedRecovered("Harbour Gazette", "https://gazette.example/rss", TimeSpan.FromHours(7)),
            new OperatorEvent.MailDead("gone@example.org", "[IP4] A story", "550 no such user"),
            new OperatorEvent.ConfigurationBad(["watchlists/defence.json:12 $.topics[3]: unknown key \"anny\", did you mean \"any\"?"]),
            new OperatorEvent.TopicSilent("Defence desk", "IP4", TimeSpan.FromDays(9), 14),
            new OperatorEvent.TopicLoud("Defence desk", "US", 412, TimeSpan.FromHours(1), 2.5),
        ], Page);

        ApprovedFile.Check("operator.html", mail.Html!);
        ApprovedFile.Check("operator.txt", $"Subject: {mail.Subject}\n\n{mail.Text}");
        Assert.DoesNotContain("s3cret", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("pw@", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_event_is_the_subject()
    {
        var mail = OperatorMail.Render([new OperatorEvent.FeedRecovered("Gazette", "https://gazette.example/rss", TimeSpan.FromMinutes(61))], null);

        Assert.Equal("[FeedWatch] Feed Gazette works again after 1 hour", mail.Subject);
    }

    [Fact]
    public void What_a_server_or_a_feed_says_stays_text()
    {
        var mail = OperatorMail.Render([new OperatorEvent.FeedBroken("<b>\r\nBcc: x", "https://a.example/", 3, "<script>alert(1)</script>", null)], null);

        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Subject);
    }

    [Fact]
    public void A_thousand_events_make_one_mail_that_can_be_read()
    {
        var mail = OperatorMail.Render([.. Enumerable.Range(0, 1000).Select(i =>
            new OperatorEvent.FeedRecovered($"Feed {i}", "https://a.example/", TimeSpan.FromHours(3)))], null);

        Assert.StartsWith("[FeedWatch] 1000 things to look at", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("and 900 more", mail.Text, StringComparison.Ordinal);
    }
}
