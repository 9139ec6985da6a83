using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class ShoutingTests
{
    [Theory]
    [InlineData("US", "TELL US WHAT YOU THINK")]
    [InlineData("WHO", "MAN WHO FELL INTO DOCK IS SAFE")]
    [InlineData("IT", "HOW IT ALL BEGAN IN GLASGOW")]
    [InlineData("START", "STRIKES START ON MONDAY MORNING")]
    public void An_acronym_that_is_also_a_word_is_the_word_where_all_is_in_capitals(string topic, string headline)
    {
        Assert.Empty(Match(topic, headline));
        Assert.Contains("all is in capitals there", TopicExplainer.Explain(Topic(topic), new TopicItem { Title = headline }).ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("US", "US LIFTS TARIFFS ON STEEL")]
    [InlineData("US", "TALKS WITH THE US COLLAPSE")]
    [InlineData("US", "PORTS FEAR US-LED BLOCKADE")]
    [InlineData("US", "STEEL EXPORTS TO THE U.S. FALL")]
    [InlineData("WHO", "HEALTH BODY (WHO) SOUNDS ALARM")]
    [InlineData("WHO", "MINISTERS ANGRY AT WHO'S REPORT")]
    [InlineData("NATO", "MINISTERS OF NATO MEET IN BERGEN")]
    [InlineData("WHO", "Ministers who met the WHO left")]
    [InlineData("US", "US, UK and EU agree")]
    public void Written_as_a_name_it_counts(string topic, string headline) => Assert.Single(Match(topic, headline));

    private static TopicDefinition Topic(string topic) => new() { Id = "t", Name = "t", Any = [topic] };

    private static IReadOnlyList<TopicMatch> Match(string topic, string headline) => TopicSet.Compile([Topic(topic)]).Match(new TopicItem { Title = headline });
}
