using FeedWatch.Core.Topics;

namespace FeedWatch.Web.Parts;

/// <summary>A stretch of text, marked or not.</summary>
public readonly record struct Piece(string Text, bool IsMarked);

/// <summary>Why a topic flagged a text: the clause, the words around the place with the match marked, what joined them.</summary>
/// <param name="Pieces">Empty when the text is no longer kept.</param>
/// <param name="Words">The words found.</param>
public sealed record Reason(string Clause, string Field, IReadOnlyList<Piece> Pieces, string Words, string Rules)
{
    internal const string Headline = "in the headline";

    public bool IsHeadline => Field == Headline;
}

/// <summary>Cuts the sentence around a match out of a text and marks the match.</summary>
public static class Excerpt
{
    private const int LongestSide = 180;
    private const int LongestTitle = 512;

    /// <summary>A headline that cannot break a page.</summary>
    public static string Title(string? title, string? instead = null)
    {
        var text = string.IsNullOrWhiteSpace(title) ? instead ?? "(no headline)" : title;
        return text.Length <= LongestTitle ? text : text[..LongestTitle] + "…";
    }

    /// <summary>The headline with the places marked; empty when it is too long to be shown whole.</summary>
    public static IReadOnlyList<Piece> MarkedTitle(string? title, IEnumerable<Evidence> places) =>
        string.IsNullOrWhiteSpace(title) || title.Length > LongestTitle ? [] : Whole(title, places.Where(place => place.Field == "title"));

    /// <summary>One reason for each clause and field.</summary>
    /// <param name="textOf">The plain text of a field, or null.</param>
    public static IReadOnlyList<Reason> Reasons(IEnumerable<Evidence> evidence, Func<string, string?> textOf) =>
        [.. evidence.GroupBy(place => (place.Clause, place.Field)).Select(places => new Reason(
            places.Key.Clause, FieldName(places.Key.Field), Around(textOf(places.Key.Field), [.. places]),
            string.Join(" … ", places.OrderBy(place => place.Offset).Select(place => place.Text).Distinct()),
            string.Join(", ", places.Select(place => RuleName(place.Rule)).Distinct())))];

    /// <summary>The sentence around the places with the places marked; empty when the text is gone or has changed since.</summary>
    public static IReadOnlyList<Piece> Around(string? text, IReadOnlyList<Evidence> places)
    {
        var standing = text is null ? [] : places.Where(place => IsAt(text, place)).OrderBy(place => place.Offset).ToList();
        if (standing.Count == 0)
        {
            return [];
        }

        var start = Start(text!, standing[0].Offset);
        var last = standing.TakeWhile(place => place.Offset + place.Length - start <= LongestSide * 3).LastOrDefault() ?? standing[0];
        var end = End(text!, last.Offset + last.Length);
        return Cut(text!, start, end, standing);
    }

    /// <summary>A whole text with the places marked.</summary>
    public static IReadOnlyList<Piece> Whole(string text, IEnumerable<Evidence> places) =>
        Cut(text, 0, text.Length, [.. places.Where(place => IsAt(text, place)).OrderBy(place => place.Offset)]);

    private static bool IsAt(string text, Evidence place) =>
        place.Offset >= 0 && place.Length > 0 && place.Offset + place.Length <= text.Length && text.AsSpan(place.Offset, place.Length).SequenceEqual(place.Text);

    private static List<Piece> Cut(string text, int start, int end, IReadOnlyList<Evidence> places)
    {
        var pieces = new List<Piece>();
        var at = start;
        Add(pieces, start > 0 && !IsSentenceStart(text, start) ? "… " : string.Empty, isMarked: false);
        foreach (var place in places)
        {
            var from = Math.Clamp(place.Offset, at, end);
            var to = Math.Clamp(place.Offset + place.Length, from, end);
            Add(pieces, text[at..from], isMarked: false);
            Add(pieces, text[from..to], isMarked: true);
            at = to;
        }

        Add(pieces, text[at..end] + (end < text.Length && !IsSentenceStart(text, end) ? " …" : string.Empty), isMarked: false);
        return pieces;
    }

    private static void Add(List<Piece> pieces, string text, bool isMarked)
    {
        if (text.Length > 0)
        {
            pieces.Add(new Piece(text, isMarked));
        }
    }

    private static int Start(string text, int at)
    {
        var least = Math.Max(0, at - LongestSide);
        for (var place = at; place > least; place--)
        {
            if (IsSentenceStart(text, place))
            {
                return place;
            }
        }

        return least == 0 ? 0 : WordStart(text, least, at);
    }

    private static int End(string text, int at)
    {
        var most = Math.Min(text.Length, at + LongestSide);
        for (var place = at; place < most; place++)
        {
            if (IsSentenceStart(text, place))
            {
                return place;
            }
        }

        if (most == text.Length)
        {
            return most;
        }

        var space = text.LastIndexOf(' ', most - 1, most - at);
        return space > at ? space : WholeCharacter(text, most);
    }

    private static int WordStart(string text, int least, int at)
    {
        var space = text.IndexOf(' ', least, at - least);
        return space < 0 ? WholeCharacter(text, least) : space + 1;
    }

    /// <summary>No cut through a surrogate pair.</summary>
    private static int WholeCharacter(string text, int at) => at < text.Length && char.IsLowSurrogate(text[at]) ? at + 1 : at;

    private static bool IsSentenceStart(string text, int at)
    {
        if (at == 0 || text[at - 1] is '\n' or '。' or '！' or '？')
        {
            return true;
        }

        return at >= 2 && at < text.Length && char.IsWhiteSpace(text[at - 1]) && text[at - 2] is '.' or '!' or '?' && char.IsUpper(text[at]);
    }

    private static string FieldName(string field) => field switch
    {
        "title" => Reason.Headline,
        "summary" => "in the summary",
        "content" => "in the text",
        "source" => "in the outlet’s name",
        "author" => "in the author’s name",
        "tag" => "in the tags",
        "url" => "in the link",
        _ => "in the report",
    };

    private static string RuleName(string rule) => rule switch
    {
        "exact" => "as written",
        "inflected" => "another form of the word",
        "derived" => "a word of the same family",
        "spelling" => "another spelling",
        "alias" => "an alias of the watchlist",
        "initialism" => "the abbreviation, or its words in full",
        "compound" => "written as one word, or as several",
        "wildcard" => "fits the wildcard",
        "regex" => "fits the pattern",
        "ordered" => "in this order",
        "unordered" => "in any order",
        "near" => "close together",
        _ => rule,
    };
}
