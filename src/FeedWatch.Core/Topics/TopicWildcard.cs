using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary><c>*</c> stands for any letters of a word, <c>?</c> for exactly one.</summary>
internal static class TopicWildcard
{
    internal const int MinLiteral = 3;

    internal static WordNode? Parse(TopicToken token, string expression, List<TopicError> errors)
    {
        var text = token.Text;
        var inner = text.AsSpan().TrimEnd('?');
        if (!inner.ContainsAny('*', '?') && text.EndsWith('?') && !text.EndsWith("??", StringComparison.Ordinal) && inner.Length < MinLiteral)
            return null; // a question mark behind a short word is punctuation
        var pattern = Folding.Fold(Folding.ExactForm(text.Replace("**", "*", StringComparison.Ordinal)));
        var literal = pattern.AsSpan().IndexOfAny('*', '?');
        if (literal < MinLiteral)
        {
            errors.Add(new TopicError(expression, token.Position, token.Length, $"The wildcard '{text}' is too short: it needs at least three letters in front.",
                literal == 0 ? "Write the beginning of the word, as in hypersonic*." : $"Write more letters, or list the words: ({pattern[..literal]}… OR …).", false));
            return null;
        }
        if (pattern.All(c => char.IsLetterOrDigit(c) || c is '*' or '?'))
            return new WordNode(token.Position, token.Length, TermKind.Wildcard, pattern);
        errors.Add(new TopicError(expression, token.Position, token.Length, $"A wildcard stands within one word, but '{text}' is several.",
            "Write the words apart, as in air defen?e*.", false));
        return null;
    }

    /// <summary>Whether a folded word fits the pattern. Linear: one remembered star is enough.</summary>
    internal static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> word)
    {
        int p = 0, w = 0, star = -1, mark = 0;
        while (w < word.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == word[w]))
            {
                p++;
                w++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = w;
            }
            else if (star >= 0)
            {
                p = star + 1;
                w = ++mark;
            }
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
