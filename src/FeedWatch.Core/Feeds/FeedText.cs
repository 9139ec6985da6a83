using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>A text of an item as printed, with the way to its plain form. The default value is "no text".</summary>
/// <param name="Value">The text as printed, empty when there is none; good until its <see cref="Feed"/> is disposed.</param>
/// <param name="Kind">Whether <paramref name="Value"/> is plain text or HTML.</param>
public readonly record struct FeedText(ReadOnlyMemory<char> Value, FeedTextKind Kind)
{
    public FeedText(string value, FeedTextKind kind)
        : this(value.AsMemory(), kind)
    {
    }

    /// <summary>The plain text, cleaned, or null when there is none. Costs a pass over the text: keep the result.</summary>
    public string? ToPlainText()
    {
        if (Value.IsEmpty)
        {
            return null;
        }

        var plain = Kind == FeedTextKind.Html ? HtmlText.ToPlainText(Value.Span) : PlainText.CleanParagraphs(Value.Span);
        return plain.Length == 0 ? null : plain;
    }

    /// <summary>The same letters, wherever they lie.</summary>
    public bool Equals(FeedText other) => Kind == other.Kind && Value.Span.SequenceEqual(other.Value.Span);

    public override int GetHashCode() => HashCode.Combine(string.GetHashCode(Value.Span), Kind);
}
