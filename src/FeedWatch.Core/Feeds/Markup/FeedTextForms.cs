using System.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>What <c>type</c> and <c>mode</c> say of a text: RFC 4287 sections 3.1 and 4.1.3, Atom 0.3 section 3.1.</summary>
internal static class FeedTextForms
{
    public static FeedTextForm Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> mode, bool isAtom, FeedTextForm otherwise)
    {
        type = type.Trim(" \t\r\n"u8);
        var parameters = type.IndexOf((byte)';');
        type = parameters < 0 ? type : type[..parameters].TrimEnd((byte)' ');
        var isHtml = Is(type, "html") || Is(type, "text/html");
        if (Is(mode, "base64"))
        {
            return isHtml ? FeedTextForm.Base64Html : FeedTextForm.Base64;
        }

        if (isHtml)
        {
            return FeedTextForm.Html;
        }

        if (Is(type, "text") || Is(type, "text/plain") || Is(type, "plain"))
        {
            // Outside of Atom the type is a default of the publisher's software as often as the truth.
            return isAtom ? FeedTextForm.Plain : FeedTextForm.Guess;
        }

        if (type.IsEmpty)
        {
            return !isAtom || otherwise != FeedTextForm.Guess ? otherwise : Is(mode, "escaped") ? FeedTextForm.Guess : FeedTextForm.Plain;
        }

        if (Is(type, "xhtml") || type.EndsWith("xml"u8) || type.EndsWith("XML"u8))
        {
            return FeedTextForm.Markup;
        }

        var isText = type.StartsWith("text/"u8) || !type.Contains((byte)'/');
        return isText ? otherwise : FeedTextForm.Base64;
    }

    private static bool Is(ReadOnlySpan<byte> printed, string expected) => Ascii.EqualsIgnoreCase(printed, expected);
}
