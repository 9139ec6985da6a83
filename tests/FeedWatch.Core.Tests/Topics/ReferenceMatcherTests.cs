using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

/// <summary>The fast matcher against the slow one, over random topics and texts made of few words, so that they meet often.</summary>
public sealed class ReferenceMatcherTests
{
    private static readonly string[] Plain =
        "frigate frigates export exported defence defense industry industrial consult consultation body data centre datacentre centers harbour pact port Müller mueller grey deal deals".Split(' ');

    private static readonly string[] Special = ["NATO", "US", "IP4", "K9", "F-35", "C++", "AT&T", "ice-class", "data-centre", "나토", "방산", "협의체", "国防", "10,000"];

    private static readonly string[] Printed =
        ["U.S.", "N.A.T.O.", "Nato", "us", "K-9", "F35", "F-35s", "datacentre", "data-centres", "나토는", "방산협의체를", "한국방송", "国防工业", "the", "of", "a", "Indo-Pacific", "10 000",
         "Seoul's", "l'armée", "“body”", "(export)", "Ｆrigate", "co\u00ADnsult", "café", "and", "AT&T's", "C++,", "x.", "Mr.", "3.5"];

    private static readonly string[] Gaps = [" ", " ", " ", " ", " ", ", ", ". ", "! ", "-", " – ", "\n", ": ", "’s ", "/", "… "];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Fast_and_slow_agree_on_random_topics_and_texts(int seed)
    {
        var random = new Random(seed);
        var hits = 0;
        for (var round = 0; round < 20; round++)
        {
            var topics = Enumerable.Range(0, 40).Select(i => Topic(random, i)).ToList();
            var set = TopicSet.Compile(topics);
            Assert.Empty(set.Errors);
            for (var i = 0; i < 20; i++)
            {
                var item = Item(random);
                var fast = set.Match(item).Select(m => m.Topic).ToHashSet();
                for (var handle = 0; handle < topics.Count; handle++)
                {
                    var slow = new ReferenceMatcher(topics[handle]).Matches(item);
                    hits += slow ? 1 : 0;
                    Assert.True(slow == fast.Contains(handle),
                        $"{(slow ? "missed" : "too many")}: {string.Join(" | ", topics[handle].Any)} all {string.Join(" | ", topics[handle].All)} none {string.Join(" | ", topics[handle].None)} on [{item.Title}] [{item.Summary}] {item.Language} {string.Join(',', item.Categories)}");
                }
            }
        }
        Assert.True(hits > 500, $"only {hits} hits: the texts and topics do not meet");
    }

    [Fact]
    public void Live_changes_agree_with_a_fresh_compilation()
    {
        var random = new Random(7);
        var topics = Enumerable.Range(0, 30).Select(i => Topic(random, i)).ToList();
        var set = TopicSet.Compile(topics.Take(10).ToList());
        foreach (var topic in topics.Skip(10))
            set = set.With(topic);
        set = set.Without(3).Without(15);
        var fresh = TopicSet.Compile(topics);
        for (var i = 0; i < 200; i++)
        {
            var item = Item(random);
            var expected = fresh.Match(item).Where(m => m.Topic is not (3 or 15)).Select(m => (m.Topic, m.Score));
            Assert.Equal(expected, set.Match(item).Select(m => (m.Topic, m.Score)));
        }
    }

    [Fact]
    public void A_set_that_has_a_successor_still_answers_for_itself()
    {
        var first = TopicSet.Compile([new TopicDefinition { Id = "a", Name = "a", Any = ["frigate"] }]);
        var second = first.With(new TopicDefinition { Id = "b", Name = "b", Any = ["corvette"] });
        var other = first.With(new TopicDefinition { Id = "c", Name = "c", Any = ["submarine"] });
        var item = new TopicItem { Title = "A frigate, a corvette and a submarine" };

        Assert.Equal([0], first.Match(item).Select(m => m.Topic));
        Assert.Equal([0, 1], second.Match(item).Select(m => m.Topic));
        Assert.Equal("submarine", other.Match(item)[1].Evidence[0].Text);
    }

    [Fact]
    public async Task Many_threads_get_what_one_gets()
    {
        var random = new Random(11);
        var set = TopicSet.Compile(Enumerable.Range(0, 200).Select(i => Topic(random, i)).ToList());
        var items = Enumerable.Range(0, 300).Select(_ => Item(random)).ToList();
        var expected = items.ConvertAll(i => string.Join(',', set.Match(i).Select(m => m.Topic)));
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => items.ConvertAll(i => string.Join(',', set.Match(i).Select(m => m.Topic))))));

        Assert.All(results, r => Assert.Equal(expected, r));
    }

    private static TopicDefinition Topic(Random random, int number) => new()
    {
        Id = $"t{number}",
        Name = $"t{number}",
        Any = random.Next(8) == 0 ? [] : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Expression(random, 2))],
        All = random.Next(5) == 0 ? [Expression(random, 1)] : random.Next(8) == 0 ? [Word(random)] : ["frigate OR body OR NATO OR the"],
        None = random.Next(6) == 0 ? [Word(random)] : [],
        Aliases = random.Next(3) == 0 ? new Dictionary<string, IReadOnlyList<string>> { ["IP4"] = ["Indo-Pacific body"], ["deal"] = ["pact"] } : new Dictionary<string, IReadOnlyList<string>>(),
    };

    private static string Expression(Random random, int depth)
    {
        if (depth == 0)
            return Simple(random);
        return random.Next(9) switch
        {
            0 => $"({Expression(random, depth - 1)}) AND ({Expression(random, depth - 1)})",
            1 => $"({Expression(random, depth - 1)}) OR {Simple(random)}",
            2 => $"{Simple(random)} AND NOT ({Expression(random, depth - 1)})",
            3 => $"{Word(random)} NEAR/{random.Next(6)} ({Word(random)} OR {Word(random)})",
            4 => $"{Word(random)} ONEAR/{random.Next(4)} {Word(random)}",
            5 => $"{Word(random)} NEAR/3 {Word(random)} NEAR/2 \"{Word(random)}\"",
            6 => $"title:({Word(random)} {Word(random)})",
            7 => $"tag:{Plain[random.Next(4)]} OR body:{Word(random)}",
            _ => Simple(random),
        };
    }

    private static string Simple(Random random) => random.Next(6) switch
    {
        0 => $"\"{Word(random)} {Word(random)}\"",
        1 => $"{Word(random)} {Word(random)} {Word(random)}",
        2 => $"{Word(random)} \"{Word(random)} {Word(random)}\"",
        3 => random.Next(2) == 0 ? "cons*" : "indust?y",
        4 => $"={Plain[random.Next(Plain.Length)]}",
        _ => Word(random),
    };

    private static string Word(Random random) => random.Next(4) == 0 ? Special[random.Next(Special.Length)] : Plain[random.Next(Plain.Length)];

    private static TopicItem Item(Random random) => new()
    {
        Title = Text(random, random.Next(1, 8)),
        Summary = random.Next(5) == 0 ? null : Text(random, random.Next(1, 25)),
        Content = random.Next(6) == 0 ? Text(random, random.Next(1, 40)) : null,
        Categories = random.Next(3) == 0 ? ["Frigate news", "export"] : [],
        Language = random.Next(6) switch { 0 => null, 1 => "de", 2 => "ko", 3 => "sv", _ => "en" },
    };

    private static string Text(Random random, int words) => string.Concat(Enumerable.Range(0, words).Select(i =>
        (i == 0 ? "" : Gaps[random.Next(Gaps.Length)]) + (random.Next(4) switch { 0 => Printed[random.Next(Printed.Length)], 1 => Special[random.Next(Special.Length)], _ => Plain[random.Next(Plain.Length)] })));
}
