using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>A text of an item as printed, with the way to its plain form. The default value is "no text".</summary>
/// <param name="Value">The text as printed, or null.</param>
/// <param name="Kind">Whether <paramref name="Value"/> is plain text or HTML.</param>
public readonly record struct FeedText(string? Value, FeedTextKind Kind)
{
    /// <summary>The plain text, cleaned, or null when there is none. Costs a pass over the text: keep the result.</summary>
    public string? ToPlainText()
    {
        if (Value is null)
        {
            return null;
        }

        var plain = Kind == FeedTextKind.Html ? HtmlText.ToPlainText(Value) : PlainText.Clean(Value);
        return plain.Length == 0 ? null : plain;
    }
}
