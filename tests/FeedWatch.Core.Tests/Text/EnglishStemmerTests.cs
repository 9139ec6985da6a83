using FeedWatch.Core.Text;

namespace FeedWatch.Core.Tests.Text;

public sealed class EnglishStemmerTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Text");

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(Folder, file))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Stem(string word) => Stemmer.Stem(word.Replace("-", "", StringComparison.Ordinal), Language.English);

    [Fact]
    public void Relatives_are_one_word()
    {
        var pairs = Rows("english-must-join.txt").SelectMany(words => words.Skip(1).Select(w => (First: words[0], Other: w))).ToList();
        var apart = pairs.Where(p => Stem(p.First) != Stem(p.Other)).Select(p => $"{p.First} ({Stem(p.First)}) and {p.Other} ({Stem(p.Other)})");

        Assert.True(pairs.Count > 700, $"only {pairs.Count} rows");
        Assert.Equal("", string.Join("\n", apart));
    }

    [Fact]
    public void Strangers_stay_apart()
    {
        var pairs = Rows("english-must-not-join.txt").ToList();
        var joined = pairs.Where(p => Stem(p[0]) == Stem(p[1])).Select(p => $"{p[0]} and {p[1]} are both {Stem(p[0])}");

        Assert.True(pairs.Count > 250, $"only {pairs.Count} rows");
        Assert.Equal("", string.Join("\n", joined));
    }
}
