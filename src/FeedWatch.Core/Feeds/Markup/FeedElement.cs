namespace FeedWatch.Core.Feeds.Markup;

/// <summary>The elements that mean something here, whatever their vocabulary calls them.</summary>
internal enum FeedElement : byte
{
    Unknown,
    Rss,
    Rdf,
    AtomFeed,
    Channel,
    Item,
    Html,
    Title,
    Link,
    OriginalLink,
    Id,
    Guid,
    Description,
    Summary,
    Content,
    EncodedContent,
    Published,
    Updated,
    Created,
    DublinCoreDate,
    Author,
    Creator,
    Owner,
    Person,
    Name,
    Email,
    Category,
    Keywords,
    Language,
    Subtitle,
    Source,
    Aside,
    TimeToLive,
    SkipHours,
    SkipDays,
    UpdatePeriod,
    UpdateFrequency,
    Enclosure,
}

/// <summary>Elements by namespace and name.</summary>
internal static class FeedElements
{
    private static readonly NameTable<FeedElement> Core = new(
        ("rss", FeedElement.Rss),
        ("rdf", FeedElement.Rdf),
        ("feed", FeedElement.AtomFeed),
        ("channel", FeedElement.Channel),
        ("item", FeedElement.Item),
        ("entry", FeedElement.Item),
        ("html", FeedElement.Html),
        ("title", FeedElement.Title),
        ("link", FeedElement.Link),
        ("id", FeedElement.Id),
        ("guid", FeedElement.Guid),
        ("description", FeedElement.Description),
        ("abstract", FeedElement.Description),
        ("summary", FeedElement.Summary),
        ("content", FeedElement.Content),
        ("fullitem", FeedElement.EncodedContent),
        ("body", FeedElement.EncodedContent),
        ("pubdate", FeedElement.Published),
        ("published", FeedElement.Published),
        ("issued", FeedElement.Published),
        ("updated", FeedElement.Updated),
        ("modified", FeedElement.Updated),
        ("lastbuilddate", FeedElement.Updated),
        ("created", FeedElement.Created),
        ("author", FeedElement.Author),
        ("managingeditor", FeedElement.Author),
        ("contributor", FeedElement.Person),
        ("name", FeedElement.Name),
        ("email", FeedElement.Email),
        ("category", FeedElement.Category),
        ("keywords", FeedElement.Keywords),
        ("tags", FeedElement.Keywords),
        ("language", FeedElement.Language),
        ("subtitle", FeedElement.Subtitle),
        ("tagline", FeedElement.Subtitle),
        ("source", FeedElement.Source),
        ("image", FeedElement.Aside),
        ("textinput", FeedElement.Aside),
        ("ttl", FeedElement.TimeToLive),
        ("skiphours", FeedElement.SkipHours),
        ("skipdays", FeedElement.SkipDays),
        ("comments", FeedElement.Enclosure),
        ("enclosure", FeedElement.Enclosure));

    private static readonly NameTable<FeedElement> Rdf = new(("rdf", FeedElement.Rdf));

    private static readonly NameTable<FeedElement> DublinCore = new(
        ("title", FeedElement.Title),
        ("description", FeedElement.Description),
        ("abstract", FeedElement.Description),
        ("identifier", FeedElement.Id),
        ("date", FeedElement.DublinCoreDate),
        ("issued", FeedElement.Published),
        ("available", FeedElement.Published),
        ("modified", FeedElement.Updated),
        ("created", FeedElement.Created),
        ("creator", FeedElement.Creator),
        ("author", FeedElement.Creator),
        ("subject", FeedElement.Category),
        ("language", FeedElement.Language));

    private static readonly NameTable<FeedElement> Content = new(
        ("encoded", FeedElement.EncodedContent));

    private static readonly NameTable<FeedElement> Media = new(
        ("title", FeedElement.Title),
        ("description", FeedElement.Description),
        ("category", FeedElement.Category),
        ("keywords", FeedElement.Keywords));

    private static readonly NameTable<FeedElement> Itunes = new(
        ("title", FeedElement.Title),
        ("summary", FeedElement.Summary),
        ("description", FeedElement.Description),
        ("subtitle", FeedElement.Subtitle),
        ("author", FeedElement.Creator),
        ("owner", FeedElement.Owner),
        ("category", FeedElement.Category),
        ("keywords", FeedElement.Keywords),
        ("image", FeedElement.Aside));

    private static readonly NameTable<FeedElement> Feedburner = new(("origlink", FeedElement.OriginalLink));

    private static readonly NameTable<FeedElement> Syndication = new(
        ("updateperiod", FeedElement.UpdatePeriod),
        ("updatefrequency", FeedElement.UpdateFrequency));

    private static readonly NameTable<FeedElement> Xhtml = new(
        ("html", FeedElement.Html),
        ("body", FeedElement.EncodedContent));

    public static FeedElement Find(FeedNamespace space, ReadOnlySpan<byte> name)
    {
        var table = space switch
        {
            FeedNamespace.Core => Core,
            FeedNamespace.Rdf => Rdf,
            FeedNamespace.DublinCore => DublinCore,
            FeedNamespace.Content => Content,
            FeedNamespace.Media => Media,
            FeedNamespace.Itunes => Itunes,
            FeedNamespace.Feedburner => Feedburner,
            FeedNamespace.Syndication => Syndication,
            FeedNamespace.Xhtml => Xhtml,
            _ => null,
        };
        return table is not null && table.TryGet(name, out var element) ? element : FeedElement.Unknown;
    }
}
