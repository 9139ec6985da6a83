using System.Text;
using FeedWatch.Core.Feeds.Markup;

namespace FeedWatch.Core.Feeds;

/// <summary>
/// Which element gives a field when several do; lower is better. The order is the one the field has settled on
/// (Universal Feed Parser documents it): the format's own element, then Dublin Core, then the media modules.
/// </summary>
internal static class Rank
{
    public const int Own = 0;
    public const int DublinCore = 1;
    public const int Media = 2;
    public const int Last = 3;

    /// <summary>Added for what stands within an element that means nothing here.</summary>
    public const int Nested = 10;

    // Links: the article itself, before a counting redirect.
    public const int OriginalLink = 0;
    public const int HtmlLink = 1;
    public const int OtherLink = 2;
    public const int PermanentId = 3;
    public const int NoLink = 4;

    /// <summary>The rank of an Atom link by its relation and type: only alternates lead to the article, best those in HTML.</summary>
    public static int OfLink(ReadOnlySpan<byte> relation, ReadOnlySpan<byte> type)
    {
        var isAlternate = relation.IsEmpty
            || Ascii.EqualsIgnoreCase(relation.Trim((byte)' '), "alternate"u8)
            || relation.EndsWith("/relation/alternate"u8);
        return !isAlternate ? NoLink : type.IsEmpty || type.IndexOf("html"u8) >= 0 ? HtmlLink : OtherLink;
    }

    public static int Of(FeedNamespace space) => space switch
    {
        FeedNamespace.Core or FeedNamespace.Content => Own,
        FeedNamespace.DublinCore => DublinCore,
        _ => Media,
    };
}
