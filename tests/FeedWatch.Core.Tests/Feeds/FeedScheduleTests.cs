using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

/// <summary>What publishers ask of pollers, in the forms that they really write.</summary>
public class FeedScheduleTests
{
    [Theory]
    [InlineData("<ttl>60</ttl>", 60.0)]
    [InlineData("<ttl> 60 </ttl>", 60.0)]
    [InlineData("<ttl>1000000</ttl>", 525_600.0)]
    [InlineData("<ttl>99999999999999999999999999</ttl>", 525_600.0)]
    [InlineData("<ttl>0</ttl>", null)]
    [InlineData("<ttl>-5</ttl>", null)]
    [InlineData("<ttl>an hour</ttl>", null)]
    [InlineData("<ttl/>", null)]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod>", 60.0)]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30.0)]
    [InlineData("<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>daily</sy:updatePeriod>", 720.0)]
    [InlineData("<sy:updatePeriod>\n  Weekly\n</sy:updatePeriod>", 10_080.0)]
    [InlineData("<sy:updatePeriod>yearly</sy:updatePeriod>", 525_600.0)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 1440.0)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>-1</sy:updateFrequency>", 1440.0)]
    [InlineData("<sy:updatePeriod>sometimes</sy:updatePeriod>", null)]
    [InlineData("<sy:updateFrequency>4</sy:updateFrequency>", null)]
    [InlineData("<ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 90.0)]
    [InlineData("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60.0)]
    public void The_longest_interval_that_makes_sense_is_taken(string elements, double? minutes) =>
        Assert.Equal(minutes, Parse(elements).MinimumInterval?.TotalMinutes);

    [Theory]
    [InlineData("<skipHours><hour>3</hour><hour>1</hour><hour>3</hour></skipHours>", new[] { 1, 3 })]
    [InlineData("<skipHours><hour>24</hour></skipHours>", new[] { 0 })]
    [InlineData("<skipHours><hour>25</hour><hour>-1</hour><hour>noon</hour><hour/></skipHours>", new int[0])]
    [InlineData("<skiphours><hour>5</hour></skiphours>", new[] { 5 })]
    [InlineData("<skipHours>5</skipHours>", new int[0])]
    public void Hours_to_skip_are_those_of_a_day(string elements, int[] expected) => Assert.Equal(expected, Parse(elements).SkipHours);

    [Theory]
    [InlineData("<skipDays><day>Saturday</day><day>sunday</day></skipDays>", new[] { DayOfWeek.Sunday, DayOfWeek.Saturday })]
    [InlineData("<skipDays><day>Caturday</day><day>6</day></skipDays>", new DayOfWeek[0])]
    public void Days_to_skip_are_named_in_English(string elements, DayOfWeek[] expected) => Assert.Equal(expected, Parse(elements).SkipDays);

    private static FeedSchedule Parse(string elements) =>
        FeedSample.Parse(Encoding.UTF8.GetBytes($"<rss version='2.0'><channel>{elements}<item><title>t</title></item></channel></rss>")).Schedule;
}
