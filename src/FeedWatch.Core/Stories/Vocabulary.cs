using System.Globalization;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>What stories know about words, read once from <c>Vocabulary.txt</c>.</summary>
internal sealed class Vocabulary
{
    /// <summary>Words are entered as each of these would stem them, because texts of every language name Seoul.</summary>
    private static readonly Language[] Languages = Enum.GetValues<Language>();

    private readonly HashSet<(Language Language, uint Stem)> _function = [];
    private readonly Dictionary<uint, Entry> _entries = [];
    private readonly Dictionary<ulong, Phrase> _phrases = [];

    private Vocabulary(TextReader lines)
    {
        var section = "";
        while (lines.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
                section = line.Trim('[', ']');
            else
                Read(section, line);
        }

        // A concept is as frequent as its most frequent word, whichever of them is printed.
        var frequent = _entries.Values.Where(entry => entry.Commonness == Commonness.Frequent).Select(entry => entry.Hash).ToHashSet();
        foreach (var (stem, entry) in _entries.ToList())
        {
            if (frequent.Contains(entry.Hash) && entry.Commonness == Commonness.Ordinary)
                _entries[stem] = entry with { Commonness = Commonness.Frequent };
        }
    }

    /// <summary>The one that is compiled in.</summary>
    internal static Vocabulary Shared { get; } = Load();

    /// <summary>What a word of a text in this language is, by the hash of its stem.</summary>
    internal Entry Find(uint stem, Language language) =>
        _function.Contains((language, stem)) ? new Entry(stem, TokenKind.Word, Commonness.Function)
        : _entries.TryGetValue(stem, out var entry) ? entry
        : new Entry(stem, TokenKind.Word, Commonness.Ordinary);

    /// <summary>Whether two stems begin a phrase of two to four words, and which.</summary>
    internal bool TryFindPhrase(uint first, uint second, out Phrase phrase) => _phrases.TryGetValue(Pair(first, second), out phrase);

    private static Vocabulary Load()
    {
        var assembly = typeof(Vocabulary).Assembly;
        using var stream = assembly.GetManifestResourceStream("FeedWatch.Core.Stories.Vocabulary.txt")
            ?? throw new InvalidOperationException("Vocabulary.txt is not embedded");
        using var reader = new StreamReader(stream);
        return new Vocabulary(reader);
    }

    private void Read(string section, string line)
    {
        if (section.StartsWith("function ", StringComparison.Ordinal))
        {
            var language = Enum.Parse<Language>(section["function ".Length..]);
            foreach (var word in line.Split(' '))
                _function.Add((language, WordHash.OfStem(word, language)));
            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? null : line[..colon];
        foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(head))
        {
            if (word is not null && (section != "lies_in" || word != head))
                Add(word, section == "lies_in" ? Town(word, head!) : Meaning(section, head ?? word));
        }
    }

    /// <summary>A town or region is a name of its own, and a report of it also speaks of the country.</summary>
    private static Entry Town(string word, string country) =>
        new(WordHash.OfStem(word, Language.English), TokenKind.Word, Commonness.Ordinary, Stories.Meaning.Town, WordHash.OfStem(country, Language.English));

    private static Entry Meaning(string section, string head)
    {
        var hash = WordHash.OfStem(head, Language.English);
        return section switch
        {
            "agencies" => new Entry(hash, TokenKind.Word, Commonness.Function, Stories.Meaning.Agency),
            "frequent" => new Entry(hash, TokenKind.Word, Commonness.Frequent),
            "numbers" => new Entry(WordHash.OfNumber(decimal.Parse(head, CultureInfo.InvariantCulture)), TokenKind.Number, Commonness.Ordinary),
            "weekdays" => new Entry(hash, TokenKind.Weekday, Commonness.Frequent),
            "months" => new Entry(hash, TokenKind.Month, Commonness.Frequent),
            "events" => new Entry(hash, TokenKind.Word, Commonness.Ordinary, Stories.Meaning.Event),
            "angles" => new Entry(hash, TokenKind.Word, Commonness.Ordinary, Stories.Meaning.Angle),
            "markets" => new Entry(hash, TokenKind.Word, Commonness.Ordinary, Stories.Meaning.Market),
            "assets" => new Entry(hash, TokenKind.Word, Commonness.Ordinary, Stories.Meaning.Asset),
            "things" => new Entry(hash, TokenKind.Word, Commonness.Ordinary),
            "places" => new Entry(hash, TokenKind.Word, Commonness.Ordinary, Stories.Meaning.Place),
            _ => throw new InvalidOperationException($"Vocabulary.txt has an unknown section [{section}]"),
        };
    }

    private void Add(string word, Entry entry)
    {
        var parts = word.Split('_');
        foreach (var language in Languages)
        {
            var stems = Array.ConvertAll(parts, part => WordHash.OfStem(part, language));
            if (stems.Length == 1)
                AddWord(stems[0], entry);
            else
                _phrases.TryAdd(Pair(stems[0], stems[1]), new Phrase(stems.Length > 2 ? stems[2] : null, stems.Length > 3 ? stems[3] : null, entry));
        }
    }

    /// <summary>The first meaning stands ("fire" the blaze before "fire" the dismissal); a frequent word stays one as a concept.</summary>
    private void AddWord(uint stem, Entry entry)
    {
        if (_entries.TryAdd(stem, entry) || _entries[stem] == entry)
            return;
        if (_entries[stem] is { Commonness: Commonness.Frequent, Kind: TokenKind.Word } && entry.Hash != _entries[stem].Hash)
            _entries[stem] = entry with { Commonness = Commonness.Frequent };
    }

    private static ulong Pair(uint first, uint second) => ((ulong)first << 32) | second;

    /// <summary>What a word means: the hash to compare by, and what it is.</summary>
    internal readonly record struct Entry(uint Hash, TokenKind Kind, Commonness Commonness, Meaning Meaning = Stories.Meaning.Other, uint? LiesIn = null);

    /// <summary>Words that stand for one: the third and fourth word (null when there is none), and what they mean.</summary>
    internal readonly record struct Phrase(uint? Third, uint? Fourth, Entry Entry);
}
