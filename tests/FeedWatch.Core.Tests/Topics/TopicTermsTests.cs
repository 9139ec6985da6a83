using FeedWatch.Core.Text;
using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public class TopicTermsTests
{
    /// <summary>The question about the right half only saves work: where it says no, the two together must be nothing.</summary>
    [Theory]
    [InlineData("datacentre")]
    [InlineData("battlefields")]
    [InlineData("peacekeeping")]
    [InlineData("Überseehafen")]
    [InlineData("10000")]
    [InlineData("TYPHOON2")]
    [InlineData("airworthiness")]
    public void The_right_half_of_a_word_looked_for_is_known_to_end_one(string word)
    {
        var terms = TopicSet.Compile([new TopicDefinition { Id = "t", Name = "t", Any = [word] }]).Engine.Terms;
        var found = new List<FoundTerm>();
        var together = 0;
        for (var at = 1; at < word.Length; at++)
        {
            if (!terms.MayBeginJoined(word.AsSpan(0, at)))
            {
                continue;
            }

            found.Clear();
            terms.FindJoined(word.AsSpan(0, at), word.AsSpan(at), hyphen: false, Language.English, found);
            together += found.Count;
            Assert.True(found.Count == 0 || TopicTerms.MayEndJoined(word.AsSpan(at)), $"{word[..at]} {word[at..]}");
        }

        Assert.True(together > 0, "no two halves are the word");
    }
}
