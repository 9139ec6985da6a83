namespace FeedWatch.Core.Stories;

/// <summary>What stories know about words, read once from <c>Vocabulary.txt</c>.</summary>
internal sealed class Vocabulary
{
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
    }

    /// <summary>The one that is compiled in.</summary>
    internal static Vocabulary Shared { get; } = Load();

    /// <summary>What a word is, by the hash of its stem.</summary>
    internal Entry Find(uint stem) =>
        _entries.TryGetValue(stem, out var entry) ? entry : new Entry(stem, TokenKind.Word, Commonness.Ordinary);

    /// <summary>Whether two stems begin a phrase of two or three words, and which.</summary>
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
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? null : line[..colon];
        foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(head))
        {
            if (word is null)
                continue;
            Add(word, section switch
            {
                "function" => new Entry(WordHash.OfStem(word), TokenKind.Word, Commonness.Function),
                "frequent" => new Entry(WordHash.OfStem(word), TokenKind.Word, Commonness.Frequent),
                "numbers" => new Entry(WordHash.OfNumber(decimal.Parse(head!, System.Globalization.CultureInfo.InvariantCulture)), TokenKind.Number, Commonness.Ordinary),
                "weekdays" => new Entry(WordHash.OfStem(head!), TokenKind.Weekday, Commonness.Frequent),
                "months" => new Entry(WordHash.OfStem(head!), TokenKind.Month, Commonness.Frequent),
                "events" => new Entry(WordHash.OfStem(head!), TokenKind.Word, Commonness.Ordinary, Meaning.Event),
                "places" => new Entry(WordHash.OfStem(head!), TokenKind.Word, Commonness.Ordinary, Meaning.Place),
                "things" => new Entry(WordHash.OfStem(head!), TokenKind.Word, Commonness.Ordinary),
                _ => throw new InvalidOperationException($"Vocabulary.txt has no section [{section}]"),
            });
        }
    }

    private void Add(string word, Entry entry)
    {
        var parts = word.Split('_');
        if (parts.Length == 1)
        {
            // The first meaning stands ("fire" the blaze before "fire" the dismissal); a frequent word stays one as a concept.
            var stem = WordHash.OfStem(word);
            if (!_entries.TryAdd(stem, entry) && _entries[stem] is { Commonness: Commonness.Frequent, Kind: TokenKind.Word })
                _entries[stem] = entry with { Commonness = Commonness.Frequent };
            return;
        }

        var key = Pair(WordHash.OfStem(parts[0]), WordHash.OfStem(parts[1]));
        _phrases.TryAdd(key, new Phrase(parts.Length > 2 ? WordHash.OfStem(parts[2]) : null, parts.Length > 3 ? WordHash.OfStem(parts[3]) : null, entry));
    }

    private static ulong Pair(uint first, uint second) => ((ulong)first << 32) | second;

    /// <summary>What a word means: the hash to compare by, and what it is.</summary>
    internal readonly record struct Entry(uint Hash, TokenKind Kind, Commonness Commonness, Meaning Meaning = Meaning.Other);

    /// <summary>Words that stand for one: the third and fourth word (null when there is none), and what they mean.</summary>
    internal readonly record struct Phrase(uint? Third, uint? Fourth, Entry Entry);
}
