using System.Buffers;

namespace FeedWatch.Core.Text;

/// <summary>What has to be known about the inside of a tag.</summary>
internal static class HtmlTag
{
    /// <summary>A tag within which more quotes than these stand is ended at the first '&gt;'.</summary>
    private const int MaximumQuotes = 512;

    // Hardly any tag holds one of these: the closer look is for the few that do.
    private static readonly SearchValues<string> HidingWords =
        SearchValues.Create(["hidden", "display"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>The '&gt;' that ends a tag, or the '&lt;' that opens the next one before it, or the length.</summary>
    public static int FindEnd(ReadOnlySpan<char> text, int from)
    {
        for (var quotes = 0; quotes < MaximumQuotes; quotes++)
        {
            var turn = text[from..].IndexOfAny("><\"'");
            if (turn < 0)
            {
                return text.Length;
            }

            var at = from + turn;
            if (text[at] is '<' or '>')
            {
                return at;
            }

            var isValue = text[..at].TrimEnd(" \t\r\n").EndsWith("=");
            var length = isValue ? text[(at + 1)..].IndexOf(text[at]) : -1;
            from = at + 1 + length + 1;
        }

        var end = text[from..].IndexOf('>');
        return end < 0 ? text.Length : from + end;
    }

    /// <summary>
    /// Whether the '&lt;' at the start of a text is fit to stand in HTML: it opens a known tag, or none at all ("1 &lt; 2").
    /// Proof of HTML is an end tag, a comment or its like, or an element that has no content.
    /// </summary>
    public static bool IsLikely(ReadOnlySpan<char> text, out bool isProof)
    {
        isProof = text.StartsWith("<!--") || text.StartsWith("<![CDATA[");
        var isEnd = text.Length > 1 && text[1] == '/';
        var name = text[(isEnd ? 2 : 1)..];
        var length = name.IndexOfAnyExcept(LettersAndDigits);
        name = length < 0 ? name : name[..length];
        if (name.IsEmpty)
        {
            return true;
        }

        var role = HtmlElements.RoleOf(name);
        isProof = isEnd || role is HtmlElementRole.Void or HtmlElementRole.LineBreak;
        return role != HtmlElementRole.Unknown;
    }

    /// <summary>Whether the attributes say that the element is not shown.</summary>
    public static bool IsHidden(HtmlElementRole role, ReadOnlySpan<char> attributes)
    {
        if (role == HtmlElementRole.Void || attributes.Length < "hidden".Length || !attributes.ContainsAny(HidingWords))
        {
            return false;
        }

        return HasHiddenAttribute(attributes)
            || HasStyle(attributes, "display", "none")
            || HasStyle(attributes, "visibility", "hidden");
    }

    private static bool HasHiddenAttribute(ReadOnlySpan<char> attributes)
    {
        var at = attributes.IndexOf("hidden", StringComparison.OrdinalIgnoreCase);
        if (at < 1 || !char.IsWhiteSpace(attributes[at - 1]) || attributes[..at].Count('"') % 2 != 0)
        {
            return false;
        }

        var rest = attributes[(at + "hidden".Length)..];
        return rest.IsEmpty || char.IsWhiteSpace(rest[0]) || rest[0] == '=';
    }

    private static bool HasStyle(ReadOnlySpan<char> attributes, string property, string value)
    {
        var at = attributes.IndexOf(property, StringComparison.OrdinalIgnoreCase);
        if (at < 1 || char.IsAsciiLetterOrDigit(attributes[at - 1]) || attributes[at - 1] == '-')
        {
            return false;
        }

        var rest = attributes[(at + property.Length)..].TrimStart();
        return rest.StartsWith(":") && rest[1..].TrimStart().StartsWith(value, StringComparison.OrdinalIgnoreCase);
    }
}
