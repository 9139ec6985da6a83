using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class EmailAddressTests
{
    [Theory]
    [InlineData("desk@example.org", "desk@example.org")]
    [InlineData(" desk@example.org ", "desk@example.org")]
    [InlineData("first.last+tag@Example.ORG", "first.last+tag@example.org")]
    [InlineData("root@localhost", "root@localhost")]
    [InlineData("pelé@example.org", "pelé@example.org")]
    [InlineData("desk@bücher.example", "desk@xn--bcher-kva.example")]
    [InlineData("데스크@한국.example", "데스크@xn--3e0b707e.example")]
    public void An_address_is_taken_with_its_domain_in_ascii(string text, string address)
    {
        Assert.Equal((address, null), EmailAddress.Read(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("desk")]
    [InlineData("@example.org")]
    [InlineData("desk@")]
    [InlineData("desk@example..org")]
    [InlineData("desk@-example.org")]
    [InlineData("desk@exam_ple.org")]
    [InlineData(".desk@example.org")]
    [InlineData("de..sk@example.org")]
    [InlineData("desk@example.org\r\nBcc: all@example.org")]
    [InlineData("desk@example.org\nRCPT TO:<x@example.org>")]
    [InlineData("\"a\r\nb\"@example.org")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("de\0sk@example.org")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org;b@example.org")]
    [InlineData("a@example.org b@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("<desk@example.org>")]
    [InlineData("<>")]
    [InlineData("Desk <desk@example.org>")]
    [InlineData("mailto:desk@example.org")]
    [InlineData("desk@[127.0.0.1]")]
    [InlineData("desk(comment)@example.org")]
    public void What_is_no_single_address_is_refused_with_a_remedy(string text)
    {
        var (address, fault) = EmailAddress.Read(text);

        Assert.Null(address);
        Assert.False(string.IsNullOrEmpty(fault!.Value.Remedy));
    }

    [Fact]
    public void An_address_over_254_characters_is_refused()
    {
        var longest = $"desk@{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}.{new string('d', 60)}.org"; // 252
        Assert.Null(EmailAddress.Check(longest));
        Assert.NotNull(EmailAddress.Check("abc" + longest));
        Assert.NotNull(EmailAddress.Check(new string('a', 65) + "@example.org"));
        Assert.NotNull(EmailAddress.Check(new string('a', 300) + "@example.org"));
    }

    [Theory]
    [InlineData("FeedWatch <feedwatch@example.org>", true)]
    [InlineData("feedwatch@example.org", true)]
    [InlineData("<feedwatch@example.org>", true)]
    [InlineData("Ünï <ü@bücher.example>", true)]
    [InlineData("FeedWatch <>", false)]
    [InlineData("FeedWatch <a@example.org> <b@example.org>", false)]
    [InlineData("FeedWatch <a@example.org>, x", false)]
    [InlineData("Feed\r\nBcc: x <a@example.org>", false)]
    public void A_sender_may_have_a_name(string text, bool valid) => Assert.Equal(valid, EmailAddress.CheckMailbox(text) is null);
}
