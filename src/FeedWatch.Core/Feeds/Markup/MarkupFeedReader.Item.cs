using System.Text;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>The elements within an item. Each method says whether it read the element to its end.</summary>
internal ref partial struct MarkupFeedReader
{
    private bool ReadInItem(FeedElement element, FeedNamespace space, ref Frame frame)
    {
        var item = _feed.Item;
        var rank = Rank.Of(space) + (frame.Nesting > 0 ? Rank.Nested : 0);
        switch (element)
        {
            case FeedElement.Title:
                return OfferLine(ref item.Title, rank);
            case FeedElement.Link:
                return ReadLink(ref item.Link, rank, frame.Base);
            case FeedElement.OriginalLink:
                ReadContent();
                OfferLink(ref item.Link, Rank.OriginalLink, frame.Base);
                return true;
            case FeedElement.Guid:
                return ReadGuid(rank, frame.Base);
            case FeedElement.Id:
                ReadContent();
                OfferId(rank, isPermanent: space == FeedNamespace.Core, frame.Base);
                return true;
            case FeedElement.Description:
                return ReadDescription(rank, FeedTextForm.Html);
            case FeedElement.Summary:
                return ReadDescription(rank, FeedTextForm.Guess);
            case FeedElement.Subtitle:
                return OfferText(ref item.Summary, rank + Rank.Last, FeedTextForm.Guess);
            case FeedElement.Content:
                return space == FeedNamespace.Core && OfferText(ref item.Content, rank, FeedTextForm.Guess);
            case FeedElement.EncodedContent:
                return OfferText(ref item.Content, rank, FeedTextForm.Html);
            case FeedElement.Published:
                return OfferDate(ref item.Published, rank);
            case FeedElement.Updated:
                return OfferDate(ref item.Updated, rank);
            case FeedElement.Created:
                return OfferDate(ref item.Published, rank + Rank.Last);
            case FeedElement.DublinCoreDate:
                return ReadDublinCoreDate(rank);
            case FeedElement.Creator:
                ReadContent();
                item.AddAuthor(FeedPerson.NameOf(ToLine(FeedTextForm.Guess)));
                return true;
            case FeedElement.Author:
                frame.Scope = Scope.Person;
                return false;
            case FeedElement.Category:
                return ReadCategory(space, ref frame);
            case FeedElement.Keywords:
                return ReadKeywords();
            case FeedElement.Language:
                return OfferLanguage(ref item.Language, rank);
            case FeedElement.Source:
                item.HasSource = true;
                frame.Scope = Scope.Source;
                return false;
            case FeedElement.Owner or FeedElement.Person or FeedElement.Aside:
                frame.Scope = Scope.Aside;
                return false;
            default:
                frame.Nesting++;
                return false;
        }
    }

    /// <summary>RSS 1.0 says the id, CDF the link and the time of change in attributes.</summary>
    private void ReadItemAttributes(ReadOnlySpan<byte> attributes)
    {
        var item = _feed.Item;
        item.Clear();
        if (_current.Language is { } language)
        {
            item.Language.Offer(language, Rank.DublinCore);
        }

        if (attributes.IsEmpty)
        {
            return;
        }

        if (MarkupAttributes.TryGet(attributes, "about"u8, out var about))
        {
            Decode(about);
            OfferId(Rank.DublinCore, isPermanent: true, _current.Base);
        }

        if (MarkupAttributes.TryGet(attributes, "href"u8, out var address))
        {
            Decode(address);
            OfferLink(ref item.Link, Rank.OtherLink, _current.Base);
        }

        if (MarkupAttributes.TryGet(attributes, "lastmod"u8, out var changed))
        {
            Decode(changed);
            OfferDate(ref item.Updated, Rank.Own, _text.Characters);
        }
    }

    /// <summary>RSS 2.0: a guid is the item's address unless it says that it is not.</summary>
    private bool ReadGuid(int rank, Uri? baseUri)
    {
        var isPermanent = !MarkupAttributes.TryGet(_tokens.Value, "ispermalink"u8, out var value)
            || Ascii.EqualsIgnoreCase(value.Trim((byte)' '), "true"u8);
        ReadContent();
        OfferId(rank, isPermanent, baseUri);
        return true;
    }

    /// <summary>An id that is a web address leads to the item where no link does.</summary>
    private readonly void OfferId(int rank, bool isPermanent, Uri? baseUri)
    {
        var printed = _text.Characters.Trim();
        OfferName(ref _feed.Item.Id, rank, printed);
        if (isPermanent && FeedLink.IsWebAddress(printed) && FeedLink.Resolve(printed, baseUri) is { } address)
        {
            _feed.Item.Link.Offer(address, rank + Rank.PermanentId);
        }
    }

    /// <summary>Of two descriptions the better one is the summary, and the other one the full text where there is none.</summary>
    private bool ReadDescription(int rank, FeedTextForm form)
    {
        var item = _feed.Item;
        var before = item.Summary;
        if (!before.IsSet)
        {
            return OfferText(ref item.Summary, rank, form);
        }

        var other = default(Ranked<FeedText>);
        OfferText(ref other, rank, form);
        if (!other.IsSet || other.Value.Value.Span.SequenceEqual(before.Value.Value.Span))
        {
            return true;
        }

        item.Summary.Offer(other.Value, rank);
        item.Content.Offer(before.Wants(rank) ? before.Value : other.Value, Rank.Nested + Rank.Last);
        return true;
    }

    /// <summary>dc:date is when a thing was last changed or, lacking more, when it appeared.</summary>
    private bool ReadDublinCoreDate(int rank)
    {
        OfferDate(ref _feed.Item.Updated, rank);
        if (_feed.Item.Updated.IsSet)
        {
            _feed.Item.Published.Offer(_feed.Item.Updated.Value, Rank.Nested + Rank.Last);
        }

        return true;
    }

    /// <summary>Atom says a category in attributes, RSS in the text, iTunes in an attribute of its own, with narrower ones inside.</summary>
    private bool ReadCategory(FeedNamespace space, ref Frame frame)
    {
        var attributes = _tokens.Value;
        if (space == FeedNamespace.Itunes && MarkupAttributes.TryGet(attributes, "text"u8, out var name))
        {
            Decode(name);
            _feed.Item.AddCategory(ToLine(FeedTextForm.Guess));
            frame.Nesting++;
            return false;
        }

        if (MarkupAttributes.TryGet(attributes, "term"u8, out var term))
        {
            Decode(term);
            _feed.Item.AddCategory(ToLine(FeedTextForm.Guess));
        }

        if (MarkupAttributes.TryGet(attributes, "label"u8, out var label))
        {
            Decode(label);
            _feed.Item.AddCategory(ToLine(FeedTextForm.Guess));
        }

        ReadContent();
        _feed.Item.AddCategory(ToLine(FeedTextForm.Guess));
        return true;
    }

    private bool ReadKeywords()
    {
        ReadContent();
        foreach (var keyword in ToLine(FeedTextForm.Guess).Split(',', StringSplitOptions.TrimEntries))
        {
            _feed.Item.AddCategory(keyword);
        }

        return true;
    }

    /// <summary>Of the feed that an item comes from its authors count, when the item names none (RFC 4287 section 4.2.1).</summary>
    private static bool ReadInSource(FeedElement element, ref Frame frame)
    {
        frame.Scope = element == FeedElement.Author ? Scope.Person : Scope.Aside;
        return false;
    }

    private bool ReadInPerson(FeedElement element)
    {
        if (element == FeedElement.Name)
        {
            ReadContent();
            _personName ??= ToLine(FeedTextForm.Guess);
            return true;
        }

        if (element == FeedElement.Email)
        {
            ReadContent();
            _personEmail ??= ToLine(FeedTextForm.Plain);
            return true;
        }

        // RSS has the name in the text, marked up at times; what else stands in Atom's person is no name.
        var isText = element == FeedElement.Unknown && !IsAddress(_tokens.Name);
        ReadContent();
        if (isText)
        {
            AddPersonText();
        }

        return true;
    }

    private static bool IsAddress(ReadOnlySpan<byte> name)
    {
        var local = name[(name.IndexOf((byte)':') + 1)..];
        return Ascii.EqualsIgnoreCase(local, "uri"u8) || Ascii.EqualsIgnoreCase(local, "url"u8) || Ascii.EqualsIgnoreCase(local, "homepage"u8);
    }

    private void AddPersonText()
    {
        if ((_personText?.Length ?? 0) < FeedBuilder.MaximumNameLength)
        {
            _personText = $"{_personText} {ToLine(FeedTextForm.Guess)}".Trim();
        }
    }

    /// <summary>Text that stands beside elements: only RSS authors are read from there.</summary>
    private void ReadLooseText()
    {
        if (_current.Scope == Scope.Person)
        {
            _text.Clear();
            AppendToken();
            AddPersonText();
        }
        else if (_depth == 0 && !_isHtml && _tokens.Value.ContainsAnyExcept(" \t\r\n"u8))
        {
            _feed.Damage.Add(MarkupDamageKind.TextOutsideRoot, _tokens.Start);
        }
    }

    /// <param name="scope">What the person stands in.</param>
    private void ClosePerson(Scope scope)
    {
        var name = string.IsNullOrEmpty(_personName) ? _personText : _personName;
        name = string.IsNullOrEmpty(name) ? _personEmail : name;
        if (!string.IsNullOrEmpty(name))
        {
            name = FeedPerson.NameOf(PlainText.Clean(name));
            switch (scope)
            {
                case Scope.Feed:
                    _feed.AddAuthor(name);
                    break;
                case Scope.Source:
                    _feed.Item.AddSourceAuthor(name);
                    break;
                default:
                    _feed.Item.AddAuthor(name);
                    break;
            }
        }

        _personName = _personEmail = _personText = null;
    }
}
