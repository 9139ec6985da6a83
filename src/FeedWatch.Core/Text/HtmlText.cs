namespace FeedWatch.Core.Text;

/// <summary>Plain text out of HTML.</summary>
public static class HtmlText
{
    /// <summary>The longest plain text, in UTF-16 units; what comes after it is left out.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>
    /// The text a reader would see: no markup, scripts, styles, comments or attributes. Blocks are separated by a line feed,
    /// inline elements by nothing; references are decoded once. Linear in the input, whatever it is.
    /// </summary>
    public static string ToPlainText(ReadOnlySpan<char> html)
    {
        if (html.IndexOfAny('<', '&') < 0)
        {
            return PlainText.Cut(PlainText.Clean(html), MaximumLength);
        }

        using var hiding = new HtmlTextReader(html, hidesElements: true);
        if (hiding.Read())
        {
            return PlainText.Cut(hiding.Text, MaximumLength);
        }

        // An element that hides its content was never closed: better too much text than the rest of it lost.
        using var showing = new HtmlTextReader(html, hidesElements: false);
        showing.Read();
        return PlainText.Cut(showing.Text, MaximumLength);
    }

    /// <summary>
    /// Whether a text that does not say what it is should be read as HTML: every tag in it is known to HTML, every
    /// reference too, and there is an end tag, an element without content, or a reference.
    /// </summary>
    public static bool IsLikely(ReadOnlySpan<char> text)
    {
        var isProven = false;
        while (text.IndexOfAny('<', '&') is var next and >= 0)
        {
            text = text[next..];
            var isMarkup = text[0] == '<' ? HtmlTag.IsLikely(text, out var isProof) : HtmlReference.IsLikely(text, out isProof);
            if (!isMarkup)
            {
                return false;
            }

            isProven |= isProof;
            text = text[1..];
        }

        return isProven;
    }
}
