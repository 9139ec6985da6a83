using System.Globalization;
using System.Text;

namespace FeedWatch.Alerts.Rendering;

/// <summary>Breaks text into lines for a terminal or an old mail program.</summary>
internal static class TextWrap
{
    /// <summary>The text in lines of at most <paramref name="columns"/>, the first after <paramref name="first"/>, the others after <paramref name="next"/>.</summary>
    public static IEnumerable<string> Lines(string text, string first, string next, int columns = 72)
    {
        var line = new StringBuilder(first);
        var width = MailText.Width(first);
        var isEmpty = true;
        foreach (var piece in Pieces(text))
        {
            var glue = isEmpty || !piece.AfterSpace ? "" : " ";
            var pieceWidth = MailText.Width(piece.Text);
            if (!isEmpty && width + glue.Length + pieceWidth > columns)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(next);
                width = MailText.Width(next);
                glue = "";
            }

            line.Append(glue).Append(piece.Text);
            width += glue.Length + pieceWidth;
            isEmpty = false;
        }

        yield return line.ToString().TrimEnd();
    }

    /// <summary>What stays together: words; and single characters where a script has no spaces between words (Han, Kana).</summary>
    private static IEnumerable<(string Text, bool AfterSpace)> Pieces(string text)
    {
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var afterSpace = true;
            var piece = new StringBuilder();
            var previous = default(Rune);
            foreach (var rune in word.EnumerateRunes())
            {
                // A closing mark stays with what it closes, an opening one with what it opens.
                if (piece.Length > 0 && !IsOpening(piece[^1]) && (StandsAlone(rune) || (IsOpening(rune.ToString()[0]) && StandsAlone(previous))))
                {
                    yield return (piece.ToString(), afterSpace);
                    piece.Clear();
                    afterSpace = false;
                }

                piece.Append(rune);
                previous = rune;
            }

            yield return (piece.ToString(), afterSpace);
        }
    }

    private static bool IsOpening(char mark) =>
        char.GetUnicodeCategory(mark) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    private static bool StandsAlone(Rune rune) => rune.Value is >= 0x3041 and <= 0x3096 or >= 0x30A1 and <= 0x30FA
        or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFD;
}
