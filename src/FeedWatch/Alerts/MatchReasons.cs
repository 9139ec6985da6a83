using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Alerts;

/// <summary>Turns stored evidence into reasons a reader understands: the words, and the sentence around them.</summary>
public static class MatchReasons
{
    /// <summary>A longer stretch of text is cut down around the words.</summary>
    private const int LongestExcerpt = 320;

    /// <summary>One reason for each clause and field, in the order of the evidence.</summary>
    /// <param name="topic">Name of the topic.</param>
    /// <param name="textOfField">The plain text of a field, or null when it is no longer kept.</param>
    /// <param name="evidence">All of one hit.</param>
    public static IReadOnlyList<MatchReason> From(
        string topic, Func<string, string?> textOfField, IReadOnlyList<EvidencePlace> evidence) =>
        [.. evidence.GroupBy(place => (place.Clause, place.Field))
            .Select(places => From(topic, textOfField(places.Key.Field), [.. places.OrderBy(place => place.Offset)]))];

    private static MatchReason From(string topic, string? text, List<EvidencePlace> places)
    {
        var first = places[0];
        var rules = places.Select(place => place.Rule).Distinct().ToList();

        // The text may be gone, or changed since: then the words are shown alone.
        var standing = text is null ? [] : places.Where(place => IsAt(text, place)).ToList();
        if (standing.Count == 0)
        {
            var words = places.Select(place => place.Text).Distinct().ToList();
            return new MatchReason(topic, first.Clause, words, first.Field, rules, MarkAll(string.Join(" … ", words)));
        }

        var marks = Merge(text!, standing);
        return new MatchReason(topic, first.Clause, [.. marks.Select(mark => text!.Substring(mark.Offset, mark.Length)).Distinct()],
            first.Field, rules, Excerpt(text!, marks));
    }

    private static bool IsAt(string text, EvidencePlace place) =>
        place.Offset >= 0 && place.Length > 0 && place.Offset <= text.Length - place.Length
        && text.AsSpan(place.Offset, place.Length).SequenceEqual(place.Text);

    private static MarkedText MarkAll(string text) => new(text, [new TextMark(0, text.Length)]);

    /// <summary>Words that touch or have only a space or hyphen between them become one mark.</summary>
    private static List<TextMark> Merge(string text, List<EvidencePlace> places)
    {
        var marks = new List<TextMark>();
        foreach (var place in places)
        {
            if (marks.Count > 0 && place.Offset <= marks[^1].End + 1
                && (place.Offset <= marks[^1].End || text[marks[^1].End] is ' ' or '-'))
            {
                var start = marks[^1].Offset;
                marks[^1] = new TextMark(start, Math.Max(marks[^1].End, place.Offset + place.Length) - start);
            }
            else
            {
                marks.Add(new TextMark(place.Offset, place.Length));
            }
        }

        return marks;
    }

    /// <summary>The sentences from the first to the last mark when they are short enough, else those around the first.</summary>
    private static MarkedText Excerpt(string text, List<TextMark> marks)
    {
        var first = Sentences.Around(text, marks[0].Offset);
        var last = Sentences.Around(text, Math.Max(marks[^1].End - 1, marks[^1].Offset));
        var end = last.End - first.Start <= LongestExcerpt ? last.End : first.End;
        var start = first.Start;
        if (end - start > LongestExcerpt)
        {
            start = WordStart(text, Math.Max(start, marks[0].Offset - (LongestExcerpt / 3)), start);
            end = WordEnd(text, Math.Max(Math.Min(end, start + LongestExcerpt), marks[0].End), end);
        }

        var before = start > first.Start ? "… " : "";
        var after = end < (last.End > end ? last.End : first.End) && end != first.End ? " …" : "";
        var shift = before.Length - start;
        return new MarkedText(before + text[start..end] + after,
            [.. marks.Where(mark => mark.Offset >= start && mark.End <= end).Select(mark => new TextMark(mark.Offset + shift, mark.Length))]);
    }

    private static int WordStart(string text, int at, int least)
    {
        var space = text.IndexOf(' ', at, Math.Min(40, text.Length - at));
        return at == least || space < 0 ? at : space + 1;
    }

    private static int WordEnd(string text, int at, int most)
    {
        var space = at < most ? text.LastIndexOf(' ', at, Math.Min(40, at)) : -1;
        return space < 0 ? at : space;
    }
}
