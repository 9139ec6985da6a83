using System.Text;
using FeedWatch.Core.Topics;

namespace FeedWatch.Benchmarks;

/// <summary>Topics and items made from a seed: a vocabulary whose words are as unevenly common as those of news (Zipf's law).</summary>
internal sealed class TopicSamples
{
    private const int VocabularySize = 40_000;

    /// <summary>The words that make up half of any English text.</summary>
    private static readonly string[] SmallWords =
        ("the of and to in a for on that is with was said by at it as from he has be an are have his will not which after but they who this were more also had been " +
         "their its or its new one would about into over up out last than two year people when could first time there can years all other we no").Split(' ').Distinct().ToArray();

    private static readonly string[] Onsets = "b br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w".Split(' ');
    private static readonly string[] Middles = "a e i o u ai ea ee ou oa ar er or an en in on al el il".Split(' ');
    private static readonly string[] Codas = "n t l r d s m ck nd nt st rt ng th p x".Split(' ');
    private static readonly string[] Endings = ["", "", "", "", "s", "ed", "ing", "er", "ment", "tion", "al", "ity", "ive", "ly"];

    private readonly Random _random;
    private readonly string[] _words;
    private readonly double[] _weights;
    private readonly double[] _watchedWeights;

    /// <param name="watchedFrom">How common the words that topics watch for may be: the rank of the commonest, behind the small words.</param>
    internal TopicSamples(int seed, int watchedFrom = 100)
    {
        _random = new Random(seed);
        var words = new List<string>(SmallWords);
        var known = new HashSet<string>(SmallWords);
        while (words.Count < VocabularySize)
        {
            var word = Invent();
            if (known.Add(word))
                words.Add(word);
        }
        _words = [.. words];
        _weights = Sums(rank => 1 / (rank + 2.7));
        // People watch for rarer words than they read.
        _watchedWeights = Sums(rank => rank < SmallWords.Length + watchedFrom ? 0 : 1 / Math.Sqrt(rank));
    }

    private double[] Sums(Func<int, double> weight)
    {
        var sum = 0.0;
        return [.. Enumerable.Range(0, _words.Length).Select(rank => sum += weight(rank))];
    }

    private string Invent()
    {
        var word = new StringBuilder();
        for (var syllables = _random.Next(1, 4); syllables > 0; syllables--)
            word.Append(Pick(Onsets)).Append(Pick(Middles));
        return word.Append(Pick(Codas)).Append(Pick(Endings)).ToString();
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private string Word(double[] weights)
    {
        var at = Array.BinarySearch(weights, _random.NextDouble() * weights[^1]);
        return _words[Math.Min(_words.Length - 1, at < 0 ? ~at : at)];
    }

    private string Content() => Word(_watchedWeights);

    /// <summary>Words, phrases, boolean and proximity, as people write them.</summary>
    internal TopicDefinition[] Topics(int count) => [.. Enumerable.Range(0, count).Select(i => new TopicDefinition { Id = $"t{i}", Name = $"t{i}", Any = [Expression(i)] })];

    private string Expression(int i) => (i % 20) switch
    {
        0 => _words[_random.Next(20_000, _words.Length)],
        1 or 2 => "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[_random.Next(26)] + Content().ToUpperInvariant(),
        3 or 4 or 5 => $"\"{Content()} {Content()}\"",
        6 => $"\"{Content()} {Content()} {Content()}\"",
        7 or 8 => $"({Content()} OR {Content()}) AND {Content()} NOT {Content()}",
        9 => $"{Content()} NEAR/6 ({Content()} OR {Content()})",
        10 => $"{Content()} ONEAR/4 {Content()}",
        11 => $"title:({Content()} {Content()})",
        12 or 13 or 14 => $"{Content()} {Content()}",
        15 or 16 or 17 => $"{Content()} {Content()} {Content()}",
        _ => $"{Content()} {Content()} {Content()} {Content()}",
    };

    /// <summary>Items of about <paramref name="length"/> characters; when <paramref name="planted"/>, every third holds the words of one of the topics.</summary>
    internal TopicItem[] Items(int count, int length, TopicDefinition[] topics, bool planted = true) => [.. Enumerable.Range(0, count).Select(i => new TopicItem
    {
        Title = Text(60),
        Summary = Text(length - 60) + (planted && i % 3 == 0 ? " " + Plant(topics[_random.Next(topics.Length)].Any[0]) : ""),
        Language = "en",
    })];

    private static string Plant(string expression) => expression.Replace("\"", "", StringComparison.Ordinal).Replace(" AND ", " ", StringComparison.Ordinal)
        .Replace(" NOT ", ". ", StringComparison.Ordinal).Replace(" OR ", " ", StringComparison.Ordinal) + ".";

    internal string Text(int length)
    {
        var text = new StringBuilder(length + 20);
        var left = 0;
        while (text.Length < length)
        {
            var starts = left == 0;
            if (starts)
                left = _random.Next(8, 26);
            var word = Word(_weights);
            if (text.Length > 0)
                text.Append(' ');
            text.Append(starts || _random.Next(12) == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            if (--left == 0)
                text.Append('.');
            else if (_random.Next(14) == 0)
                text.Append(_random.Next(4) == 0 ? "'s" : ",");
            else if (_random.Next(40) == 0)
                text.Append('-').Append(Content());
        }
        return text.ToString();
    }
}
