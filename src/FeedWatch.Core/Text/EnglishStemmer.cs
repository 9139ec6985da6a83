namespace FeedWatch.Core.Text;

/// <summary>English inflection and derivation.</summary>
internal static class EnglishStemmer
{
    internal static string Stem(string word)
    {
        if (word.Length <= 3)
            return word;
        if (word.StartsWith("industr", StringComparison.Ordinal))
            return "industry";
        if (word.StartsWith("consult", StringComparison.Ordinal))
            return "consult";
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
            return word[..^3] + "y";
        if (word.EndsWith('s') && word[^2] is not ('s' or 'u' or 'i'))
            return word[..^1];
        return word;
    }
}
