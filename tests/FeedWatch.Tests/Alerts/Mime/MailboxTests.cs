using FeedWatch.Alerts.Mime;
using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Alerts.Mime;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("desk@example.org", null, "desk@example.org")]
    [InlineData(" desk@example.org ", null, "desk@example.org")]
    [InlineData("<desk@example.org>", null, "desk@example.org")]
    [InlineData("FeedWatch <feedwatch@example.org>", "FeedWatch", "feedwatch@example.org")]
    [InlineData("FeedWatch < feedwatch@example.org >", "FeedWatch", "feedwatch@example.org")]
    [InlineData("\"Desk, Defence\" <desk@example.org>", "Desk, Defence", "desk@example.org")]
    [InlineData("방위 데스크 <desk@예시.example>", "방위 데스크", "desk@xn--vv4b11d.example")]
    [InlineData("first.last+tag@sub.example.org", null, "first.last+tag@sub.example.org")]
    [InlineData("\"a b\"@example.org", null, "\"a b\"@example.org")]
    [InlineData("o'brien@example.org", null, "o'brien@example.org")]
    [InlineData("root@localhost", null, "root@localhost")]
    public void An_address_is_understood(string text, string? name, string address)
    {
        var mailbox = Mailbox.Parse(text);

        Assert.NotNull(mailbox);
        Assert.Equal((name, address), (mailbox.Name, mailbox.Address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<>")]
    [InlineData("desk")]
    [InlineData("desk@")]
    [InlineData("@example.org")]
    [InlineData("a@b@example.org,")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org b@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData(".a@example.org")]
    [InlineData("a@exa mple.org")]
    [InlineData("a@-example.org")]
    [InlineData("a@example..org")]
    [InlineData("a@exam_ple.org\r\n")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("Name\r\nBcc: x@example.org <a@example.org>")]
    [InlineData("\"a\r\nb\"@example.org")]
    [InlineData("a\u202eb@example.org")]
    [InlineData("a\u2028b@example.org")]
    public void What_is_no_address_is_refused(string text) => Assert.Null(Mailbox.Parse(text));

    [Theory]
    [InlineData("desk@192.0.2.7")]
    [InlineData("desk@123")]
    [InlineData("desk@xn--a.example")]
    [InlineData("desk@ab--cd.example")]
    [InlineData("desk@DESK.Example.org")]
    [InlineData("döner@faß.example")]
    [InlineData("데스크@예시.example")]
    public void What_the_settings_take_for_an_address_is_one_when_the_mail_is_written(string text)
    {
        var (address, fault) = EmailAddress.Read(text);

        Assert.Null(fault);
        Assert.Equal(address, Mailbox.ParseAddress(address!)?.Address);
        Assert.Null(EmailAddress.CheckMailbox($"Desk < {text} >"));
        Assert.Equal(address, Mailbox.Parse($"Desk < {text} >")?.Address);
    }

    [Fact]
    public void An_address_has_limits()
    {
        Assert.Null(Mailbox.Parse(new string('a', 65) + "@example.org"));
        Assert.Null(Mailbox.Parse("a@" + string.Join('.', Enumerable.Repeat("long-label", 30)) + ".org"));
    }
}
