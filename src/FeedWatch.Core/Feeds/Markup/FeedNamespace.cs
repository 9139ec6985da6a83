namespace FeedWatch.Core.Feeds.Markup;

/// <summary>The vocabularies that a feed is read with.</summary>
internal enum FeedNamespace : byte
{
    /// <summary>RSS of any version, Atom of any version, CDF, and no namespace at all: feeds mix and mislabel them.</summary>
    Core,
    Other,
    Rdf,
    Xml,
    DublinCore,
    Content,
    Media,
    Itunes,
    Feedburner,
    Syndication,
    Xhtml,
}

/// <summary>Namespaces by address and by the prefix that everybody uses.</summary>
internal static class FeedNamespaces
{
    private static readonly NameTable<FeedNamespace> ByAddress = new(
        ("backend.userland.com/rss", FeedNamespace.Core),
        ("backend.userland.com/rss2", FeedNamespace.Core),
        ("blogs.law.harvard.edu/tech/rss", FeedNamespace.Core),
        ("cyber.law.harvard.edu/rss/rss.html", FeedNamespace.Core),
        ("purl.org/rss/1.0", FeedNamespace.Core),
        ("purl.org/net/rss1.1#", FeedNamespace.Core),
        ("my.netscape.com/rdf/simple/0.9", FeedNamespace.Core),
        ("my.netscape.com/publish/formats/rss-0.91.dtd", FeedNamespace.Core),
        ("channel.netscape.com/rdf/simple/0.9", FeedNamespace.Core),
        ("example.com/newformat#", FeedNamespace.Core),
        ("example.com/necho", FeedNamespace.Core),
        ("purl.org/echo", FeedNamespace.Core),
        ("uri/of/echo/namespace#", FeedNamespace.Core),
        ("purl.org/pie", FeedNamespace.Core),
        ("purl.org/atom/ns#", FeedNamespace.Core),
        ("www.w3.org/2005/atom", FeedNamespace.Core),
        ("purl.org/rss/1.0/modules/rss091#", FeedNamespace.Core),
        ("www.w3.org/1999/02/22-rdf-syntax-ns#", FeedNamespace.Rdf),
        ("www.w3.org/xml/1998/namespace", FeedNamespace.Xml),
        ("purl.org/dc/elements/1.0", FeedNamespace.DublinCore),
        ("purl.org/dc/elements/1.1", FeedNamespace.DublinCore),
        ("purl.org/dc/terms", FeedNamespace.DublinCore),
        ("purl.org/rss/1.0/modules/content", FeedNamespace.Content),
        ("search.yahoo.com/mrss", FeedNamespace.Media),
        ("www.itunes.com/dtds/podcast-1.0.dtd", FeedNamespace.Itunes),
        ("itunes.apple.com/dtds/podcast-1.0.dtd", FeedNamespace.Itunes),
        ("www.google.com/schemas/play-podcasts/1.0", FeedNamespace.Itunes),
        ("rssnamespace.org/feedburner/ext/1.0", FeedNamespace.Feedburner),
        ("purl.org/rss/1.0/modules/syndication", FeedNamespace.Syndication),
        ("www.w3.org/1999/xhtml", FeedNamespace.Xhtml));

    private static readonly NameTable<FeedNamespace> ByPrefix = new(
        ("rss", FeedNamespace.Core),
        ("rss090", FeedNamespace.Core),
        ("rss10", FeedNamespace.Core),
        ("rss11", FeedNamespace.Core),
        ("atom", FeedNamespace.Core),
        ("atom03", FeedNamespace.Core),
        ("atom10", FeedNamespace.Core),
        ("a10", FeedNamespace.Core),
        ("rdf", FeedNamespace.Rdf),
        ("xml", FeedNamespace.Xml),
        ("dc", FeedNamespace.DublinCore),
        ("dcterms", FeedNamespace.DublinCore),
        ("dcterm", FeedNamespace.DublinCore),
        ("content", FeedNamespace.Content),
        ("media", FeedNamespace.Media),
        ("itunes", FeedNamespace.Itunes),
        ("googleplay", FeedNamespace.Itunes),
        ("feedburner", FeedNamespace.Feedburner),
        ("sy", FeedNamespace.Syndication),
        ("xhtml", FeedNamespace.Xhtml),
        ("body", FeedNamespace.Xhtml),
        ("html", FeedNamespace.Xhtml));

    /// <summary>By address, whatever its scheme, case and closing slash; feeds get all of these wrong.</summary>
    public static bool TryGetByAddress(ReadOnlySpan<byte> address, out FeedNamespace value)
    {
        address = address.Trim(" \t\r\n"u8);
        var scheme = address.IndexOf("://"u8);
        return ByAddress.TryGet((scheme < 0 ? address : address[(scheme + 3)..]).TrimEnd((byte)'/'), out value);
    }

    public static bool TryGetByPrefix(ReadOnlySpan<byte> prefix, out FeedNamespace value) => ByPrefix.TryGet(prefix, out value);
}
