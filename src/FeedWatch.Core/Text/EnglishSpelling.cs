namespace FeedWatch.Core.Text;

/// <summary>
/// Folds British spellings into American ones before stems are taken, so that <c>defence</c> and <c>defense</c>, <c>labour</c> and
/// <c>labor</c>, <c>organise</c> and <c>organize</c> are one word. Rules for the regular endings, lists for what they would spoil.
/// </summary>
public static class EnglishSpelling
{
    /// <summary>The American spelling of a folded word; the word itself when there is no difference.</summary>
    public static string Normalize(string folded)
    {
        if (folded.Length < 4)
            return folded == "axe" ? "ax" : folded;
        if (EnglishSpellingWords.Pairs.TryGetValue(folded, out var listed))
            return listed;
        var word = folded;
        word = FoldOur(word);
        word = FoldIse(word);
        word = FoldYse(word);
        word = FoldRe(word);
        word = FoldCe(word);
        word = FoldOgue(word);
        word = FoldDoubleL(word);
        return FoldAeOe(word);
    }

    /// <summary>colour, labour, neighbourhood; not four, tour, contour.</summary>
    private static string FoldOur(string word)
    {
        var at = word.IndexOf("our", 2, StringComparison.Ordinal);
        while (at > 0)
        {
            if (IsOurRoot(word, at))
                return word.Remove(at + 1, 1);
            at = word.IndexOf("our", at + 1, StringComparison.Ordinal);
        }
        return word;
    }

    private static bool IsOurRoot(string word, int at)
    {
        foreach (var root in EnglishSpellingWords.OurRoots)
        {
            if (at + 3 >= root.Length && string.CompareOrdinal(word, at + 3 - root.Length, root, 0, root.Length) == 0
                && (at + 3 == root.Length || IsPrefix(word.AsSpan(0, at + 3 - root.Length))))
                return true;
        }
        return false;
    }

    private static bool IsPrefix(ReadOnlySpan<char> start) => start is "dis" or "mis" or "un" or "multi" or "re" or "counter" or "be" or "en" or "micro" or "water" or "over";

    /// <summary>organise, organisation, privatising; not rise, promise, exercise.</summary>
    private static string FoldIse(string word)
    {
        foreach (var ending in IseEndings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var root = word.AsSpan(0, word.Length - ending.Length);
            if (root.Length < 3 || !EndsLikeIzeVerb(root) || EnglishSpellingWords.KeepsIse(root))
                return word;
            return string.Concat(root, "iz", ending.AsSpan(2));
        }
        return word;
    }

    private static readonly string[] IseEndings = ["isations", "isational", "isation", "isers", "iser", "ising", "ised", "ises", "ise", "isable"];

    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("aeiouy");

    /// <summary>The verbs in -ize come from nouns and adjectives: a consonant (or e) stands before the ending.</summary>
    private static bool EndsLikeIzeVerb(ReadOnlySpan<char> root) => root[^1] is not ('a' or 'i' or 'o' or 'u') && root.ContainsAny(Vowels);

    /// <summary>analyse, paralysed; the noun analyses stays with its verb.</summary>
    private static string FoldYse(string word)
    {
        foreach (var root in (string[])["analys", "paralys", "catalys", "dialys", "electrolys", "hydrolys", "breathalys"])
        {
            if (!word.StartsWith(root, StringComparison.Ordinal))
                continue;
            var ending = word.AsSpan(root.Length);
            if (ending is "e" or "ed" or "es" or "ing" or "er" or "ers")
                return string.Concat(root.AsSpan(0, root.Length - 1), "z", ending);
        }
        return word;
    }

    /// <summary>centre, metres, theatre.</summary>
    private static string FoldRe(string word)
    {
        var plural = word.EndsWith('s');
        var stem = plural ? word[..^1] : word;
        if (!stem.EndsWith("re", StringComparison.Ordinal))
            return word;
        foreach (var root in EnglishSpellingWords.ReRoots)
        {
            if (stem.EndsWith(root, StringComparison.Ordinal))
                return string.Concat(stem.AsSpan(0, stem.Length - 2), "er", plural ? "s" : "");
        }
        return word;
    }

    /// <summary>defence, offences, licence, pretence.</summary>
    private static string FoldCe(string word)
    {
        if (!word.Contains("nce", StringComparison.Ordinal))
            return word;
        foreach (var root in (string[])["defence", "offence", "licence", "pretence"])
        {
            var at = word.IndexOf(root, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || word.AsSpan(0, at) is "self" or "un" or "sub" or "cyber" or "bio" or "air"))
                return string.Concat(word.AsSpan(0, at + root.Length - 2), "se", word.AsSpan(at + root.Length));
        }
        return word;
    }

    /// <summary>catalogue, dialogue; not league, vogue, rogue.</summary>
    private static string FoldOgue(string word)
    {
        if (!word.Contains("ogue", StringComparison.Ordinal))
            return word;
        foreach (var root in (string[])["catalogue", "dialogue", "analogue", "monologue", "prologue", "epilogue", "travelogue", "homologue", "demagogue", "synagogue", "pedagogue"])
        {
            if (word.StartsWith(root, StringComparison.Ordinal))
                return root is "demagogue" or "synagogue" or "pedagogue" ? word.Replace("gue", "g", StringComparison.Ordinal)
                    : string.Concat(root.AsSpan(0, root.Length - 2), word.AsSpan(root.Length) is "d" ? "ed" : word.AsSpan(root.Length));
        }
        return word;
    }

    /// <summary>travelled, modelling, labeller, cancelled; the verb ends in one l behind an unstressed vowel.</summary>
    private static string FoldDoubleL(string word)
    {
        foreach (var ending in (string[])["lled", "lling", "ller", "llers", "llings"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && EnglishSpellingWords.SingleL.Contains(word[..(word.Length - ending.Length + 1)]))
                return word.Remove(word.Length - ending.Length, 1);
        }
        return word;
    }

    /// <summary>paediatric, encyclopaedia, archaeology, foetus, oestrogen.</summary>
    private static string FoldAeOe(string word)
    {
        if (!MayHoldLigature(word))
            return word;
        foreach (var (british, american) in EnglishSpellingWords.Ligatures)
        {
            var at = word.IndexOf(british, StringComparison.Ordinal);
            if (at >= 0)
                return string.Concat(word.AsSpan(0, at), american, word.AsSpan(at + british.Length));
        }
        return word;
    }

    /// <summary>Nearly all words are through here: every ligature of the list is written with one of these pairs.</summary>
    private static bool MayHoldLigature(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] == 'e' && word[i - 1] is 'a' or 'o' || word[i] == 'v' && word[i - 1] == 'u')
                return true;
        }
        return false;
    }
}
