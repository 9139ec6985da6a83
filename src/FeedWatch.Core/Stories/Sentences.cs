using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>Plain text to sentences.</summary>
internal static class Sentences
{
    /// <summary>The sentences as printed, trimmed, in order; together they hold the whole text.</summary>
    internal static List<string> Of(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        Word? left = null;
        foreach (var right in WordCutter.Cut(text))
        {
            if (left is not null && SentenceBreaker.Between(text, left.Value, right) == Break.Sentence)
            {
                var end = StartOf(text, right, left.Value.End);
                Add(sentences, text[start..end]);
                start = end;
            }

            left = right;
        }

        Add(sentences, text[start..]);
        return sentences;
    }

    /// <summary>Opening quotes and brackets go with the word they stand before.</summary>
    private static int StartOf(string text, Word word, int least)
    {
        var start = word.Start;
        while (start > least && !char.IsWhiteSpace(text[start - 1]) && !IsStop(text[start - 1]))
            start--;
        return start;
    }

    /// <summary>East Asian sentences end without a space.</summary>
    private static bool IsStop(char c) => c is '。' or '！' or '？' or '｡';

    private static void Add(List<string> sentences, string sentence)
    {
        if (sentence.Trim() is { Length: > 0 } trimmed)
            sentences.Add(trimmed);
    }
}
