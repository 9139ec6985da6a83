using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicCheckerTests
{
    private static Dictionary<string, IReadOnlyList<string>> Aliases(int count, string name = "long form") =>
        Enumerable.Range(0, count).ToDictionary(i => $"Head{i}x", i => (IReadOnlyList<string>)[$"{name} {i}"]);

    private static TopicDefinition Topic(int number, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) =>
        new() { Id = $"t{number}", Name = "t", Any = [$"frigate Head{number}x"], Aliases = aliases };

    [Fact]
    public void Topics_that_share_a_thousand_aliases_do_not_each_read_them_again()
    {
        var aliases = Aliases(1_000);
        var checker = new TopicChecker();
        checker.Check(Topic(0, aliases));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            checker.Check(Topic(i, aliases));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void Each_topic_is_told_what_is_wrong_with_the_aliases_it_has()
    {
        var (wrong, right) = (Aliases(1, "\"unclosed"), Aliases(1));
        var checker = new TopicChecker();

        Assert.Contains(checker.Check(Topic(0, wrong)), e => e.Path == "aliases[\"Head0x\"][0]");
        Assert.Contains(checker.Check(Topic(1, wrong)), e => e.Path == "aliases[\"Head0x\"][0]");
        Assert.Empty(checker.Check(Topic(0, right)));
    }
}
