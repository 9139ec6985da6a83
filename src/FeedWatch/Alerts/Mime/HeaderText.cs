using System.Globalization;
using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>Makes one visible line of any text, before it meets a header (or a log).</summary>
public static class HeaderText
{
    /// <summary>
    /// White space, line ends and controls become one space; what cannot be seen but changes what is seen (directions,
    /// zero-width and tag characters) is dropped; half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.SpaceSeparator:
                    pendingSpace = clean.Length > 0;
                    break;
                case UnicodeCategory.Format:
                    break;
                default:
                    if (pendingSpace)
                    {
                        clean.Append(' ');
                        pendingSpace = false;
                    }

                    clean.Append(rune);
                    break;
            }
        }

        return clean.ToString();
    }

    /// <summary>The start of a clean text, cut between words where possible, with an ellipsis.</summary>
    /// <param name="limit">In UTF-16 units, the ellipsis included.</param>
    public static string Shorten(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 1;
        var space = text.LastIndexOf(' ', end);
        if (space > limit / 2)
        {
            end = space;
        }
        else if (char.IsLowSurrogate(text[end]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }
}
