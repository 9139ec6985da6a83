namespace FeedWatch.Core.Text;

/// <summary>
/// English inflection and derivation. It would rather leave two relatives apart than join two strangers: regular endings are taken
/// off by rule, kinship beyond them comes from <see cref="EnglishFamilies"/> and from the few suffixes that never lie.
/// </summary>
internal static class EnglishStemmer
{
    /// <summary>The stem of a folded word in American spelling.</summary>
    internal static string Stem(string word)
    {
        if (word.Length <= 2 || !IsAsciiWord(word))
            return word;
        if (EnglishFamilies.Roots.TryGetValue(word, out var root))
            return root;
        var singular = TakePlural(word);
        if (EnglishFamilies.Roots.TryGetValue(singular, out root))
            return root;
        var verb = TakeVerbEnding(singular);
        return EnglishFamilies.Roots.TryGetValue(verb, out root) ? root : Derive(verb);
    }

    /// <summary>The word without its inflection only: tells "inflected" from "derived".</summary>
    internal static string Lemma(string word)
    {
        if (word.Length <= 2 || !IsAsciiWord(word))
            return word;
        var singular = EnglishFamilies.Roots.ContainsKey(word) ? word : TakePlural(word);
        return Canonical(EnglishFamilies.Roots.ContainsKey(singular) ? singular : TakeVerbEnding(singular));
    }

    private static bool IsAsciiWord(string word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterLower(c))
                return false;
        }
        return true;
    }

    private static string TakePlural(string word)
    {
        if (word.Length > 5 && word.EndsWith("men", StringComparison.Ordinal))
            return string.Concat(word.AsSpan(0, word.Length - 2), "an");
        if (!word.EndsWith('s') || word.Length < 4 || word[^2] is 's' or 'u' || word.EndsWith("is", StringComparison.Ordinal))
            return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            var withIe = word[..^1];
            return word.Length <= 4 || EnglishFamilies.Roots.ContainsKey(withIe) ? withIe : string.Concat(word.AsSpan(0, word.Length - 3), "y");
        }
        if (word.EndsWith("ves", StringComparison.Ordinal) && VesNouns.TryGetValue(word, out var noun))
            return noun;
        if (word.EndsWith("oes", StringComparison.Ordinal))
            return EnglishFamilies.Roots.ContainsKey(word[..^1]) ? word[..^1] : word[..^2];
        if (word.EndsWith("es", StringComparison.Ordinal) && EndsInHiss(word.AsSpan(0, word.Length - 2)))
            return EnglishFamilies.Roots.ContainsKey(word[..^1]) ? word[..^1] : word[..^2];
        return word[..^1];
    }

    private static bool EndsInHiss(ReadOnlySpan<char> stem) => stem.EndsWith("ss") || stem.EndsWith("x") || stem.EndsWith("zz") || stem.EndsWith("ch") || stem.EndsWith("sh");

    private static readonly Dictionary<string, string> VesNouns = new(StringComparer.Ordinal)
    {
        ["wives"] = "wife",
        ["knives"] = "knife",
        ["wolves"] = "wolf",
        ["thieves"] = "thief",
        ["shelves"] = "shelf",
        ["calves"] = "calf",
        ["loaves"] = "loaf",
        ["scarves"] = "scarf",
        ["elves"] = "elf",
        ["dwarves"] = "dwarf",
        ["wharves"] = "wharf",
        ["hooves"] = "hoof",
        ["sheaves"] = "sheaf",
    };

    private static string TakeVerbEnding(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal) && word.Length > 4)
            return string.Concat(word.AsSpan(0, word.Length - 3), "y");
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return EedVerbs.Contains(word) ? word[..^1] : word;
        var taken = word.EndsWith("ing", StringComparison.Ordinal) ? 3 : word.EndsWith("ed", StringComparison.Ordinal) ? 2 : 0;
        if (taken == 0)
            return word;
        var stem = word[..^taken];
        return stem.Length >= 2 && HasVowel(stem) ? RestoreVerb(stem) : word;
    }

    private static readonly HashSet<string> EedVerbs = ["agreed", "disagreed", "freed", "decreed", "guaranteed", "refereed", "pedigreed", "teed", "peed"];

    /// <summary>What a verb was before <c>-ed</c> or <c>-ing</c>: <c>plann</c> is plan, <c>hop</c> is hope, <c>visit</c> is visit.</summary>
    private static string RestoreVerb(string stem)
    {
        var roots = EnglishFamilies.Roots;
        var doubled = stem.Length > 3 && stem[^1] == stem[^2] && !IsVowel(stem[^1]);
        var single = doubled ? stem[..^1] : stem;
        var withE = stem + "e";
        if (!doubled && NeedsE(stem))
            return withE;
        if (roots.ContainsKey(stem))
            return stem;
        if (doubled && roots.ContainsKey(single))
            return single;
        if (!doubled && roots.ContainsKey(withE))
            return withE;
        // Words of one syllable keep a final ll, ss, ff, zz (call, pass); longer ones lose the double (controlled).
        if (doubled && !(stem[^1] is 's' or 'f' or 'z' || stem[^1] == 'l' && Syllables(stem) == 1 || KeepsDouble(stem)))
            return single;
        return stem;
    }

    private static bool KeepsDouble(string stem) => stem is "add" or "odd" or "err" or "ebb" or "egg" or "purr" or "putt" or "butt" or "watt" or "inn";

    /// <summary>Whether a stem cannot end a word as it is, or is one short syllable that would have doubled its last letter.</summary>
    private static bool NeedsE(string stem)
    {
        var last = stem[^1];
        if (last is 'v' or 'u' or 'z' && stem[^2] != 'z' || last == 'c' && stem[^2] != 'i')
            return true;
        if (last == 'c')
            return Syllables(stem) == 1;
        if (stem is "breath" or "seeth" or "sooth" or "writh")
            return true;
        if (last == 'g' && (stem[^2] is 'd' or 'r' || stem[^2] == 'n' && NgeVerbs.Contains(stem)))
            return true;
        if (last == 'l' && stem.Length > 3 && stem[^2] is 'b' or 'c' or 'd' or 'f' or 'g' or 'k' or 'p' or 't' or 'z')
            return true;
        if (last == 's' && stem.Length > 2 && (stem[^2] is 'n' or 'r' or 'l' || IsVowel(stem[^2]) && IsVowel(stem[^3])))
            return true;
        return Syllables(stem) == 1 && IsShortSyllable(stem) && last is not ('w' or 'x' or 'y');
    }

    private static readonly HashSet<string> NgeVerbs =
        ["chang", "arrang", "rang", "challeng", "exchang", "plung", "lung", "hing", "aveng", "reveng", "infring", "interchang", "rearrang", "cring", "spong", "loung", "derang", "estrang", "impinge"];

    /// <summary>Ends in one vowel and one consonant: <c>hop</c>, <c>us</c>; not <c>eat</c>, <c>ask</c>.</summary>
    private static bool IsShortSyllable(string stem) =>
        !IsVowel(stem[^1]) && IsVowel(stem[^2]) && (stem.Length == 2 || !IsVowel(stem[^3]) || stem[^3] == 'u' && stem.Length > 3 && stem[^4] == 'q');

    /// <summary>Derivations that are safe without a list; two may follow each other (<c>nationalization</c>).</summary>
    private static string Derive(string word)
    {
        for (var step = 0; step < 2; step++)
        {
            word = DeriveOnce(word);
            if (EnglishFamilies.Roots.TryGetValue(word, out var root))
                return root;
        }
        return Canonical(word);
    }

    private static string DeriveOnce(string word)
    {
        foreach (var (ending, replacement, shortest) in SafeSuffixes)
        {
            if (word.Length >= shortest && word.EndsWith(ending, StringComparison.Ordinal))
                return string.Concat(word.AsSpan(0, word.Length - ending.Length), replacement);
        }
        return word;
    }

    /// <summary>Ending, what stands in its place, and the shortest word it is taken from.</summary>
    private static readonly (string Ending, string Replacement, int Shortest)[] SafeSuffixes =
    [
        ("ization", "ize", 9), ("izational", "ize", 11), ("izer", "ize", 7), ("ification", "ify", 10), ("ifier", "ify", 7),
        ("ational", "ate", 10), ("ation", "ate", 9), ("ator", "ate", 8), ("ability", "able", 8), ("ibility", "ible", 8), ("ility", "ile", 7),
        ("ality", "al", 8), ("uction", "uce", 9), ("ction", "ct", 8), ("ption", "pt", 8), ("ically", "ic", 8), ("ably", "able", 7), ("ibly", "ible", 7),
        ("ily", "y", 6), ("ally", "al", 7), ("ly", "", 7), ("iness", "y", 8), ("ness", "", 8), ("ological", "ology", 10), ("ologist", "ology", 9), ("ist", "ism", 8),
        ("ence", "ent", 7), ("ance", "ant", 7), ("ency", "ent", 7), ("ancy", "ant", 7),
    ];

    /// <summary>One way to write the end: longer words lose a silent e and the second l, because their -ed and -ing forms do.</summary>
    private static string Canonical(string word)
    {
        if (word.Length > 4 && word[^1] == 'e' && word[^2] != 'e' && Syllables(word.AsSpan(0, word.Length - 1)) >= 2)
            return word[..^1];
        if (word.Length > 5 && word.EndsWith("ll", StringComparison.Ordinal) && Syllables(word) >= 2)
            return word[..^1];
        return word;
    }

    private static int Syllables(ReadOnlySpan<char> word)
    {
        var count = 0;
        var inVowel = false;
        for (var i = 0; i < word.Length; i++)
        {
            var vowel = IsVowel(word[i]) && !(word[i] == 'u' && i > 0 && word[i - 1] == 'q') || word[i] == 'y' && i > 0;
            if (vowel && !inVowel)
                count++;
            inVowel = vowel;
        }
        return count;
    }

    private static bool HasVowel(string stem) => stem.AsSpan().ContainsAny("aeiou") || stem.IndexOf('y', 1) > 0;

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
