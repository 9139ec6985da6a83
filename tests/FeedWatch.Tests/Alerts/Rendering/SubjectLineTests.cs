using FeedWatch.Alerts;
using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Tests.Alerts.Rendering;

public sealed class SubjectLineTests
{
    private static string Subject(StorySection story) => SubjectLine.For(SampleMails.Mail(AlertMailKind.Story, story));

    [Fact]
    public void Topics_headline_and_further_sources_make_the_subject() =>
        Assert.Equal("[IP4, Defence industry consultation body] IP4 partners agree on body for defence industry (+2 sources)", Subject(SampleMails.English()));

    [Fact]
    public void The_same_outlet_twice_is_one_source()
    {
        var story = SampleMails.English();
        story = story with { Versions = [story.Versions[0], story.Versions[0], story.Versions[0] with { Outlet = story.Outlet }] };

        Assert.EndsWith("(+1 source)", Subject(story), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_keeps_the_subject_of_the_thread()
    {
        var mail = SampleMails.Update;

        Assert.Equal("Re: " + mail.RepliesToSubject, SubjectLine.For(mail));
        Assert.Equal("Re: x", SubjectLine.For(mail with { RepliesToSubject = "Re: x" }));
    }

    [Fact]
    public void A_long_subject_is_cut_in_the_headline_and_keeps_both_ends()
    {
        var subject = Subject(SampleMails.English() with { Headline = string.Join(' ', Enumerable.Repeat("long", 500)) });

        Assert.InRange(subject.Length, 150, 200);
        Assert.StartsWith("[IP4, ", subject, StringComparison.Ordinal);
        Assert.EndsWith("… (+2 sources)", subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_topics_are_counted() =>
        Assert.StartsWith("[Topic number 0, +29 more] ",
            Subject(SampleMails.English() with { Topics = [.. Enumerable.Range(0, 30).Select(i => $"Topic number {i}")] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\r\nBcc: b@example.org")]
    [InlineData("a\u2028b\u202ec\0")]
    [InlineData("")]
    [InlineData("\u200b")]
    public void A_subject_is_one_visible_line(string headline) =>
        Assert.DoesNotMatch("[\\p{C}\\p{Zl}\\p{Zp}]", Subject(SampleMails.English() with { Headline = headline, Topics = [headline] }));

    [Fact]
    public void A_digest_tells_how_many_and_the_first() =>
        Assert.Equal("[Defence desk] 3 stories (2/4): IP4 partners agree on body for defence industry",
            SubjectLine.For(SampleMails.Digest with { Part = 2, Parts = 4 }));

    [Fact]
    public void Nothing_new_is_said() => Assert.Equal("[Defence desk] nothing new", SubjectLine.For(SampleMails.NothingNew));
}
