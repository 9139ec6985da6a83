using System.Text;
using FeedWatch.Core.Feeds.Dates;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>How a text construct is written.</summary>
internal enum FeedTextForm : byte
{
    /// <summary>Plain text or HTML, whichever it looks like: RSS does not say.</summary>
    Guess,
    Plain,
    Html,

    /// <summary>Markup that is part of the document (RFC 4287 type xhtml).</summary>
    Markup,

    /// <summary>Bytes as text (Atom 0.3 mode base64; RFC 4287 section 4.1.3.3).</summary>
    Base64,
    Base64Html,
}

/// <summary>Reading the text of elements into fields.</summary>
internal ref partial struct MarkupFeedReader
{
    private const int MaximumIdLength = 16_384;

    /// <summary>Reads the element just opened up to its end into the buffer. True when there are tags in it: they are as printed.</summary>
    /// <param name="isMarkup">The element says itself that it holds markup.</param>
    private bool ReadContent(bool isMarkup = false)
    {
        _text.Clear();
        if (_tokens.IsSelfClosing)
        {
            return false;
        }

        var container = _tokens.Name;
        var start = _tokens.Position;
        var hasMarkup = false;
        var nested = 0;
        while (_tokens.Read(container))
        {
            if (_tokens.Token == MarkupToken.EndTag)
            {
                if (_tokens.Name.SequenceEqual(container) || Ascii.EqualsIgnoreCase(_tokens.Name, container))
                {
                    if (nested-- == 0)
                    {
                        return FinishContent(hasMarkup, start);
                    }
                }
                else if (DepthOf(_tokens.Name) > 0)
                {
                    return LeaveUnclosed(hasMarkup, start);
                }
                else if (!hasMarkup && !IsDiv(_tokens.Name))
                {
                    _feed.Damage.Add(MarkupDamageKind.StrayEndTag, _tokens.Start);
                }
            }
            else if (_tokens.Token == MarkupToken.StartTag)
            {
                if (IsNeighbour(container))
                {
                    return LeaveUnclosed(hasMarkup, start);
                }

                // A bare div around escaped HTML is no sign of XHTML: some software wraps everything in one.
                hasMarkup |= isMarkup || !IsDiv(_tokens.Name);
                nested += !_tokens.IsSelfClosing && _tokens.Name.SequenceEqual(container) ? 1 : 0;
            }
            else if (!hasMarkup)
            {
                AppendToken();
            }
        }

        return FinishContent(hasMarkup, start);
    }

    private static bool IsDiv(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "div"u8) || Ascii.EqualsIgnoreCase(name, "xhtml:div"u8);

    private bool LeaveUnclosed(bool hasMarkup, int start)
    {
        _feed.Damage.Add(MarkupDamageKind.UnclosedElement, _tokens.Start);
        _tokens.Unread();
        return FinishContent(hasMarkup, start);
    }

    private bool FinishContent(bool hasMarkup, int start)
    {
        if (hasMarkup)
        {
            _text.Clear();
            _text.AppendMarkup(_source[start.._tokens.Start]);
        }

        return hasMarkup;
    }

    private void AppendToken()
    {
        if (_tokens.Token == MarkupToken.CharacterData)
        {
            _text.AppendPlain(_tokens.Value);
        }
        else
        {
            _text.AppendEscaped(_tokens.Value, _feed.Damage, _tokens.Start, _tokens.HasDoctype);
        }
    }

    /// <summary>Whether the tag just met opens what can only stand beside an element's text, so that the element was not closed.</summary>
    private readonly bool IsNeighbour(ReadOnlySpan<byte> container)
    {
        var element = FeedElements.Find(_namespaces.Resolve(_tokens.Name, out var local), local);
        return element switch
        {
            FeedElement.Item or FeedElement.Channel or FeedElement.Guid or FeedElement.Published or FeedElement.Updated
                or FeedElement.EncodedContent or FeedElement.DublinCoreDate or FeedElement.Enclosure or FeedElement.OriginalLink
                => local.Length > 4 || !Ascii.EqualsIgnoreCase(local, "body"u8),
            FeedElement.Description => !Ascii.EqualsIgnoreCase(_tokens.Name, container),
            FeedElement.Link => Ascii.EqualsIgnoreCase(container, "title"u8),
            _ => false,
        };
    }

    /// <summary>Puts the value of an attribute into the buffer.</summary>
    private readonly void Decode(ReadOnlySpan<byte> value)
    {
        _text.Clear();
        _text.AppendEscaped(value, _feed.Damage, _tokens.Start, _tokens.HasDoctype);
    }

    private bool OfferLine(ref Ranked<string> field, int rank, FeedTextForm form = FeedTextForm.Guess)
    {
        form = FormOf(_tokens.Value, form);
        var hasMarkup = ReadContent(form == FeedTextForm.Markup);
        if (field.Wants(rank))
        {
            var line = ToLine(hasMarkup ? FeedTextForm.Markup : form);
            if (line.Length > 0)
            {
                field.Offer(line, rank);
            }
        }

        return true;
    }

    private bool OfferName(ref Ranked<string> field, int rank)
    {
        ReadContent();
        OfferName(ref field, rank, _text.Characters);
        return true;
    }

    private static void OfferName(ref Ranked<string> field, int rank, ReadOnlySpan<char> printed)
    {
        if (field.Wants(rank))
        {
            printed = printed.Trim();
            var name = HiddenCharacters.Remove(printed[..Math.Min(printed.Length, MaximumIdLength)]);
            if (name.Length > 0)
            {
                field.Offer(name, rank);
            }
        }
    }

    private bool OfferLanguage(ref Ranked<string> field, int rank)
    {
        ReadContent();
        if (FeedLanguage.Of(_text.Characters) is { } language)
        {
            field.Offer(language, rank);
        }

        return true;
    }

    private bool OfferText(ref Ranked<FeedText> field, int rank, FeedTextForm form)
    {
        form = FormOf(_tokens.Value, form);
        var language = _tokens.Value.IndexOf("xml:lang"u8) < 0 ? null : OwnLanguage();
        var hasMarkup = ReadContent(form == FeedTextForm.Markup);
        if (field.Wants(rank) && ToText(hasMarkup ? FeedTextForm.Markup : form) is { Value.IsEmpty: false } text)
        {
            field.Offer(text, rank);
            if (language is not null)
            {
                _feed.Item.Language.Offer(language, Rank.Last);
            }
        }

        return true;
    }

    private readonly string? OwnLanguage()
    {
        MarkupAttributes.TryGet(_tokens.Value, "lang"u8, out var printed);
        Decode(printed);
        return FeedLanguage.Of(_text.Characters);
    }

    private bool OfferDate(ref Ranked<DateTimeOffset> field, int rank)
    {
        ReadContent();
        OfferDate(ref field, rank, _text.Characters);
        return true;
    }

    private readonly void OfferDate(ref Ranked<DateTimeOffset> field, int rank, ReadOnlySpan<char> printed)
    {
        if (FeedDate.TryParse(printed, out var date))
        {
            field.Offer(date, rank);
        }
        else if (!printed.IsWhiteSpace())
        {
            _feed.AddBadDate(printed);
        }
    }

    /// <summary>RSS prints a link as text, Atom in an attribute with a relation.</summary>
    private bool ReadLink(ref Ranked<string> field, int rank, Uri? baseUri)
    {
        MarkupAttributes.Get(_tokens.Value, "href"u8, "rel"u8, "type"u8, out var address, out var relation, out var type);
        var linkRank = Rank.OfLink(relation, type);
        if (address.IsEmpty)
        {
            ReadContent();
        }
        else if (linkRank < Rank.NoLink)
        {
            Decode(address);
        }

        if (linkRank < Rank.NoLink)
        {
            OfferLink(ref field, rank + linkRank, baseUri);
        }

        if (!address.IsEmpty && !_tokens.IsSelfClosing)
        {
            ReadContent();
        }

        return true;
    }

    private readonly void OfferLink(ref Ranked<string> field, int rank, Uri? baseUri)
    {
        var printed = _text.Characters.Trim();
        if (printed.IsEmpty || !field.Wants(rank))
        {
            return;
        }

        if (FeedLink.Resolve(printed, baseUri) is { } link)
        {
            field.Offer(link, rank);
        }
        else
        {
            _feed.AddBadLink(printed, isInItem: _itemDepth > 0);
        }
    }

    /// <summary>The buffer as one line of plain text.</summary>
    private readonly string ToLine(FeedTextForm form)
    {
        var printed = _text.Characters;
        printed = printed[..Math.Min(printed.Length, FeedBuilder.MaximumTextLength)];
        if (form is FeedTextForm.Base64 or FeedTextForm.Base64Html)
        {
            printed = Base64Text.Decode(printed);
            form = form == FeedTextForm.Base64 ? FeedTextForm.Guess : FeedTextForm.Html;
        }

        var isHtml = form is FeedTextForm.Html or FeedTextForm.Markup || (form == FeedTextForm.Guess && HtmlText.IsLikely(printed));
        var line = isHtml
            ? HtmlText.ToPlainText(printed).Replace('\n', ' ')
            : PlainText.Clean(printed);
        return PlainText.Cut(line, FeedBuilder.MaximumLineLength);
    }

    /// <summary>The buffer as a text of an item.</summary>
    private readonly FeedText ToText(FeedTextForm form)
    {
        var printed = _text.Characters.Trim();
        if (form is FeedTextForm.Base64 or FeedTextForm.Base64Html)
        {
            printed = Base64Text.Decode(printed);
            form = form == FeedTextForm.Base64 ? FeedTextForm.Guess : FeedTextForm.Html;
        }

        if (printed.Length > HtmlText.MaximumLength)
        {
            _feed.AddLongText(printed.Length);
            printed = printed[..Math.Min(printed.Length, FeedBuilder.MaximumTextLength)];
        }

        var isHtml = form is FeedTextForm.Html or FeedTextForm.Markup || (form == FeedTextForm.Guess && HtmlText.IsLikely(printed));
        return _feed.Keep(printed, isHtml ? FeedTextKind.Html : FeedTextKind.Plain);
    }

    /// <summary>What the attributes <c>type</c> and <c>mode</c> (Atom 0.3) say of a text.</summary>
    private readonly FeedTextForm FormOf(ReadOnlySpan<byte> attributes, FeedTextForm otherwise)
    {
        var isAtom = _feed.Format is FeedFormat.Atom03 or FeedFormat.Atom10;
        if (attributes.IsEmpty)
        {
            return isAtom && otherwise == FeedTextForm.Guess ? FeedTextForm.Plain : otherwise;
        }

        MarkupAttributes.TryGet(attributes, "mode"u8, out var mode);
        MarkupAttributes.TryGet(attributes, "type"u8, out var type);
        return FeedTextForms.Of(type, mode, isAtom, otherwise);
    }
}
