using FeedWatch.Alerts;

namespace FeedWatch.Tests.Alerts;

public sealed class MailSplitterTests
{
    private static IReadOnlyList<Range> Split(params StorySize[] sizes) => MailSplitter.Split(sizes, 1000);

    [Fact]
    public void What_fits_stays_together() => Assert.Equal([0..2], Split(new(1, 1000), new(1, 1000)));

    [Fact]
    public void No_stories_still_make_a_mail() => Assert.Equal([0..0], Split());

    [Fact]
    public void Fifty_hits_fill_a_mail() =>
        Assert.Equal([0..50, 50..100, 100..101], Split([.. Enumerable.Repeat(new StorySize(1, 10), 101)]));

    [Fact]
    public void A_story_counts_once_for_each_of_its_topics() =>
        Assert.Equal([0..2, 2..3], Split(new(20, 10), new(30, 10), new(1, 10)));

    [Fact]
    public void Bytes_fill_a_mail_too() =>
        Assert.Equal([0..1, 1..2], Split(new(1, 150_000), new(1, 100_000)));

    [Fact]
    public void A_story_larger_than_a_mail_goes_alone() =>
        Assert.Equal([0..1, 1..2, 2..3], Split(new(1, 10), new(90, 900_000), new(1, 10)));
}
