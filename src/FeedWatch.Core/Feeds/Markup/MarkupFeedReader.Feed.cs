using System.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>The elements around the items. Each method says whether it read the element to its end.</summary>
internal ref partial struct MarkupFeedReader
{
    private bool ReadInDocument(FeedElement element, FeedNamespace space, ref Frame frame)
    {
        switch (element)
        {
            case FeedElement.Html:
                _isHtml = _feed.Format == FeedFormat.Unknown;
                break;
            case FeedElement.Rss or FeedElement.Rdf or FeedElement.AtomFeed or FeedElement.Channel:
                _isHtml = false;
                frame.Scope = Scope.Feed;
                if (_feed.Format == FeedFormat.Unknown)
                {
                    _feed.Format = FormatOf(element, _tokens.Value);
                }

                if (element == FeedElement.Channel)
                {
                    ReadChannelAttributes(_tokens.Value, frame.Base);
                }

                break;
        }

        return false;
    }

    private static FeedFormat FormatOf(FeedElement root, ReadOnlySpan<byte> attributes)
    {
        MarkupAttributes.TryGet(attributes, "version"u8, out var version);
        return root switch
        {
            FeedElement.AtomFeed => attributes.IndexOf("purl.org/atom/ns#"u8) >= 0 || version.StartsWith("0."u8)
                ? FeedFormat.Atom03
                : FeedFormat.Atom10,
            FeedElement.Rdf => attributes.IndexOf("netscape.com/rdf/simple/0.9"u8) >= 0 ? FeedFormat.Rss090 : FeedFormat.Rss10,
            FeedElement.Channel => attributes.IndexOf("purl.org/net/rss1.1"u8) >= 0 ? FeedFormat.Rss10
                : MarkupAttributes.TryGet(attributes, "href"u8, out _) ? FeedFormat.Cdf
                : FeedFormat.Rss20,
            _ => version.StartsWith("0.90"u8) ? FeedFormat.Rss090
                : version.StartsWith("0.91"u8) ? FeedFormat.Rss091
                : version.StartsWith("0.9"u8) ? FeedFormat.Rss092
                : FeedFormat.Rss20,
        };
    }

    private bool ReadInFeed(FeedElement element, FeedNamespace space, ref Frame frame)
    {
        var rank = Rank.Of(space) + (frame.Nesting > 0 ? Rank.Nested : 0);
        switch (element)
        {
            case FeedElement.Title:
                return OfferLine(ref _feed.Title, rank);
            case FeedElement.Description or FeedElement.Subtitle or FeedElement.Summary:
                return OfferLine(ref _feed.Description, rank, FeedTextForm.Html);
            case FeedElement.Language:
                return OfferLanguage(ref _feed.Language, rank);
            case FeedElement.Link:
                return ReadLink(ref _feed.Link, rank, frame.Base);
            case FeedElement.Id or FeedElement.Guid:
                ReadContent();
                if (FeedLink.IsWebAddress(_text.Characters.TrimStart()))
                {
                    OfferLink(ref _feed.Link, rank + Rank.PermanentId, frame.Base);
                }

                return true;
            case FeedElement.TimeToLive:
                ReadContent();
                _feed.Schedule.SetTimeToLive(_text.Characters);
                return true;
            case FeedElement.UpdatePeriod:
                ReadContent();
                _feed.Schedule.SetUpdatePeriod(_text.Characters.Trim().ToString());
                return true;
            case FeedElement.UpdateFrequency:
                ReadContent();
                _feed.Schedule.SetUpdateFrequency(_text.Characters);
                return true;
            case FeedElement.SkipHours:
                frame.Scope = Scope.SkipHours;
                return false;
            case FeedElement.SkipDays:
                frame.Scope = Scope.SkipDays;
                return false;
            case FeedElement.Channel or FeedElement.Rss or FeedElement.Rdf or FeedElement.AtomFeed:
                frame.Nesting = 0;
                if (element == FeedElement.Channel)
                {
                    ReadChannelAttributes(_tokens.Value, frame.Base);
                }

                return false;
            case FeedElement.Author when _feed.Format is FeedFormat.Atom03 or FeedFormat.Atom10:
                frame.Scope = Scope.Person;
                return false;
            case FeedElement.Aside or FeedElement.Author or FeedElement.Owner or FeedElement.Person or FeedElement.Source:
                frame.Scope = Scope.Aside;
                return false;
            default:
                frame.Nesting++;
                return false;
        }
    }

    private bool ReadSkip(Scope scope)
    {
        ReadContent();
        if (scope == Scope.SkipHours)
        {
            _feed.Schedule.AddSkipHour(_text.Characters);
        }
        else
        {
            _feed.Schedule.AddSkipDay(_text.Characters.Trim().ToString());
        }

        return true;
    }

    /// <summary>CDF says the link of a channel in an attribute.</summary>
    private void ReadChannelAttributes(ReadOnlySpan<byte> attributes, Uri? baseUri)
    {
        if (MarkupAttributes.TryGet(attributes, "href"u8, out var address))
        {
            Decode(address);
            if (FeedLink.Resolve(_text.Characters, baseUri) is { } link)
            {
                _feed.Link.Offer(link, Rank.HtmlLink);
            }
        }
    }

    /// <summary>Namespaces, xml:base and xml:lang of a start tag.</summary>
    private void ReadDeclarations(ref Frame frame)
    {
        var attributes = new MarkupAttributes(_tokens.Value);
        while (attributes.Read())
        {
            var name = attributes.Name;
            if (Ascii.EqualsIgnoreCase(name, "xml:base"u8))
            {
                Decode(attributes.Value);
                frame.Base = FeedLink.ResolveBase(_text.Characters, frame.Base);
            }
            else if (Ascii.EqualsIgnoreCase(name, "xml:lang"u8))
            {
                Decode(attributes.Value);
                var language = FeedLanguage.Of(_text.Characters);
                frame.Language = language;
                if (language is not null && _current.Scope == Scope.Document)
                {
                    _feed.Language.Offer(language, Rank.Last);
                }
            }
            else if (name.StartsWith("xmlns"u8) && (name.Length == 5 || name[5] == ':'))
            {
                Decode(attributes.Value);
                _namespaces.Declare(name.Length == 5 ? default : name[6..], attributes.Value);
            }
        }
    }
}
