using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts.Rendering;

/// <summary>A stretch of a sentence, clean, marked or not.</summary>
internal readonly record struct SentencePiece(string Text, bool IsMarked);

/// <summary>The sentences that a story shows: each once, with the marks of all reasons that point into it.</summary>
internal static class MarkedSentences
{
    private const int Most = 5;

    /// <summary>
    /// What is new in a story that was sent before, else the sentences with the match. The headline stands above already,
    /// with its own marks, and is not repeated; an outlet's name or a tag is no sentence.
    /// </summary>
    public static IEnumerable<IReadOnlyList<SentencePiece>> ToShow(StorySection story)
    {
        if (story.NewSentences.Count > 0)
        {
            return MailText.Shown(story.NewSentences).Select(sentence => Cut(MailText.Sentence(sentence), []));
        }

        return story.Matches
            .Where(reason => reason.Field is "title" or "summary" or "content")
            .Where(reason => reason.Sentence.Text.Length > 0 && reason.Sentence.Text != story.Headline)
            .GroupBy(reason => reason.Sentence.Text)
            .Take(Most)
            .Select(same => Cut(HeaderText.Shorten(same.Key, MailText.LongestSentence), [.. same.SelectMany(reason => reason.Sentence.Marks)]));
    }

    /// <summary>The headline with the marks of all reasons that point into it.</summary>
    public static IReadOnlyList<SentencePiece> Headline(StorySection story)
    {
        var headline = MailText.Headline(story.Headline);
        return headline != story.Headline
            ? [new SentencePiece(headline, IsMarked: false)]
            : Cut(headline, [.. story.Matches.Where(reason => reason.Sentence.Text == headline).SelectMany(reason => reason.Sentence.Marks)]);
    }

    /// <summary>The text in pieces. Marks that overlap, or reach beyond the text, are taken as far as they go.</summary>
    public static IReadOnlyList<SentencePiece> Cut(string text, IReadOnlyList<TextMark> marks)
    {
        var pieces = new List<SentencePiece>();
        var at = 0;
        foreach (var mark in marks.OrderBy(mark => mark.Offset))
        {
            var start = Math.Clamp(mark.Offset, at, text.Length);
            var end = Math.Clamp(mark.End, start, text.Length);
            Add(pieces, text[at..start], isMarked: false);
            Add(pieces, text[start..end], isMarked: true);
            at = end;
        }

        Add(pieces, text[at..], isMarked: false);
        return pieces;
    }

    private static void Add(List<SentencePiece> pieces, string text, bool isMarked)
    {
        var clean = HeaderText.Clean(text);
        if (clean.Length == 0 && text.Length == 0)
        {
            return;
        }

        // Cleaning trims; the spaces to the neighbours come back.
        var before = pieces.Count > 0 && char.IsWhiteSpace(text[0]) ? " " : "";
        var after = clean.Length > 0 && char.IsWhiteSpace(text[^1]) ? " " : "";
        pieces.Add(new SentencePiece(before + clean + after, isMarked));
    }
}
