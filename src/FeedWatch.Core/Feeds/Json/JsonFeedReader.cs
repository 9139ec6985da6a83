using FeedWatch.Core.Feeds.Dates;
using FeedWatch.Core.Feeds.Markup;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds.Json;

/// <summary>Reads JSON Feed 1.0 and 1.1 (jsonfeed.org). A member of the wrong type counts as missing.</summary>
internal sealed class JsonFeedReader(FeedBuilder feed, FeedParserOptions options) : IDisposable
{
    private readonly TextBuffer _text = new();

    public static bool IsJson(ReadOnlySpan<byte> document) => document.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    public void Dispose() => _text.Dispose();

    public void Read(ReadOnlySpan<byte> document)
    {
        var root = new JsonValue(document.TrimStart(" \t\r\n"u8));
        feed.Format = FormatOf(root);
        if (feed.Format == FeedFormat.Unknown && HasItems(root))
        {
            feed.Format = FeedFormat.Json11;
            feed.IsDegraded = true;
            feed.Problems.Add(null, FeedProblemCodes.IllFormed, "The document does not say which version of JSON Feed it is; it was read as 1.1.");
        }

        if (feed.Format == FeedFormat.Unknown)
        {
            return;
        }

        var members = root.GetEnumerator();
        var isItemsCutOff = false;
        while (members.MoveNext())
        {
            var value = members.Current.Value;
            switch (members.Current.Name)
            {
                case var name when name.SequenceEqual("title"u8):
                    OfferLine(ref feed.Title, value);
                    break;
                case var name when name.SequenceEqual("home_page_url"u8):
                    OfferLink(ref feed.Link, value, Rank.HtmlLink, isInItem: false);
                    break;
                case var name when name.SequenceEqual("description"u8):
                    OfferLine(ref feed.Description, value);
                    break;
                case var name when name.SequenceEqual("language"u8):
                    OfferLanguage(ref feed.Language, value);
                    break;
                case var name when name.SequenceEqual("author"u8):
                    AddAuthor(value, feed.AddAuthor);
                    break;
                case var name when name.SequenceEqual("authors"u8) && value.IsArray:
                    AddAuthors(value, feed.AddAuthor);
                    break;
                case var name when name.SequenceEqual("items"u8):
                    isItemsCutOff = ReadItems(value);
                    break;
            }
        }

        if (members.IsCutOff && !isItemsCutOff)
        {
            ReadCutOff(document);
        }
    }

    /// <summary>Looks for the version first, which may stand anywhere.</summary>
    private static FeedFormat FormatOf(JsonValue root)
    {
        foreach (var member in root)
        {
            if (member.Name.SequenceEqual("version"u8))
            {
                var version = member.Value.Printed;
                return version.IndexOf("jsonfeed.org"u8) < 0 && version.IndexOf("jsonfeed.org\\/"u8) < 0 ? FeedFormat.Unknown
                    : version.EndsWith("/1\""u8) || version.EndsWith("1.0\""u8) ? FeedFormat.Json10
                    : FeedFormat.Json11;
            }
        }

        return FeedFormat.Unknown;
    }

    /// <summary>Whether a document that does not say what it is looks like a feed: it has items that are objects.</summary>
    private static bool HasItems(JsonValue root)
    {
        foreach (var member in root)
        {
            if (member.Name.SequenceEqual("items"u8) && member.Value.IsArray)
            {
                var items = member.Value.GetEnumerator();
                return items.MoveNext() && items.Current.Value.IsObject;
            }
        }

        return false;
    }

    /// <summary>A document that ends too early ends within its items, mostly: those that are complete are read.</summary>
    private void ReadCutOff(ReadOnlySpan<byte> document)
    {
        feed.IsDegraded = true;
        feed.Problems.Add(null, FeedProblemCodes.CutOff, "The JSON document is broken or ends too early; what was complete was kept.");
        var items = document.IndexOf("\"items\""u8);
        if (items < 0)
        {
            return;
        }

        var rest = document[(items + "\"items\"".Length)..].TrimStart(" \t\r\n:"u8);
        if (rest is [(byte)'[', ..])
        {
            ReadItems(new JsonValue(rest));
        }
    }

    /// <summary>Reads the items; true when they end too early.</summary>
    private bool ReadItems(JsonValue items)
    {
        if (!items.IsArray)
        {
            return false;
        }

        var walk = items.GetEnumerator();
        while (walk.MoveNext())
        {
            if (feed.IsFull)
            {
                feed.IsTruncated = true;
                return false;
            }

            if (walk.Current.Value.IsObject)
            {
                ReadItem(walk.Current.Value);
            }
            else
            {
                feed.LeaveOutItem(FeedProblemCodes.BadItem, "is no JSON object");
            }
        }

        return walk.IsCutOff;
    }

    private void ReadItem(JsonValue printed)
    {
        var item = feed.Item;
        var members = printed.GetEnumerator();
        while (members.MoveNext())
        {
            var value = members.Current.Value;
            switch (members.Current.Name)
            {
                case var name when name.SequenceEqual("id"u8):
                    OfferId(value);
                    break;
                case var name when name.SequenceEqual("title"u8):
                    OfferLine(ref item.Title, value);
                    break;
                case var name when name.SequenceEqual("url"u8):
                    OfferLink(ref item.Link, value, Rank.HtmlLink);
                    break;
                case var name when name.SequenceEqual("external_url"u8):
                    OfferLink(ref item.Link, value, Rank.OtherLink);
                    break;
                case var name when name.SequenceEqual("summary"u8):
                    OfferText(ref item.Summary, value, FeedTextKind.Plain, 0);
                    break;
                case var name when name.SequenceEqual("content_html"u8):
                    OfferText(ref item.Content, value, FeedTextKind.Html, 0);
                    break;
                case var name when name.SequenceEqual("content_text"u8):
                    OfferText(ref item.Content, value, FeedTextKind.Plain, 1);
                    break;
                case var name when name.SequenceEqual("date_published"u8):
                    OfferDate(ref item.Published, value);
                    break;
                case var name when name.SequenceEqual("date_modified"u8):
                    OfferDate(ref item.Updated, value);
                    break;
                case var name when name.SequenceEqual("language"u8):
                    OfferLanguage(ref item.Language, value);
                    break;
                case var name when name.SequenceEqual("author"u8):
                    AddAuthor(value, item.AddAuthor);
                    break;
                case var name when name.SequenceEqual("authors"u8) && value.IsArray:
                    AddAuthors(value, item.AddAuthor);
                    break;
                case var name when name.SequenceEqual("tags"u8) && value.IsArray:
                    foreach (var tag in value)
                    {
                        item.AddCategory(Line(tag.Value));
                    }

                    break;
            }
        }

        if (members.IsCutOff)
        {
            feed.IsDegraded = true;
            feed.AddItemProblem(FeedProblemCodes.BadItem, "The JSON of this item is broken; what stands after the break was left out.");
        }

        feed.CommitItem();
    }

    private void AddAuthors(JsonValue authors, Action<string> add)
    {
        foreach (var author in authors)
        {
            AddAuthor(author.Value, add);
        }
    }

    private void AddAuthor(JsonValue author, Action<string> add)
    {
        if (!author.IsObject)
        {
            return;
        }

        foreach (var member in author)
        {
            if (member.Name.SequenceEqual("name"u8))
            {
                add(Line(member.Value));
            }
        }
    }

    /// <summary>The specification wants a string; a number counts as its digits.</summary>
    private void OfferId(JsonValue value)
    {
        if (value.IsString || value.IsNumber)
        {
            JsonText.Read(value, _text);
            var id = HiddenCharacters.Remove(_text.Characters.Trim());
            if (id.Length > 0)
            {
                feed.Item.Id.Offer(id, 0);
            }
        }
    }

    private void OfferLine(ref Ranked<string> field, JsonValue value)
    {
        if (Line(value) is { Length: > 0 } line)
        {
            field.Offer(line, 0);
        }
    }

    private void OfferLanguage(ref Ranked<string> field, JsonValue value)
    {
        if (FeedLanguage.Of(Line(value)) is { } language)
        {
            field.Offer(language, Rank.Own);
        }
    }

    private string Line(JsonValue value)
    {
        if (!value.IsString)
        {
            return "";
        }

        JsonText.Read(value, _text);
        var line = PlainText.Clean(_text.Characters[..Math.Min(_text.Length, FeedBuilder.MaximumTextLength)]);
        return PlainText.Cut(line, FeedBuilder.MaximumLineLength);
    }

    private void OfferLink(ref Ranked<string> field, JsonValue value, int rank, bool isInItem = true)
    {
        if (!value.IsString)
        {
            return;
        }

        JsonText.Read(value, _text);
        if (FeedLink.Resolve(_text.Characters, options.BaseUri) is { } link)
        {
            field.Offer(link, rank);
        }
        else if (!_text.Characters.IsWhiteSpace())
        {
            feed.AddBadLink(_text.Characters, isInItem);
        }
    }

    private void OfferText(ref Ranked<FeedText> field, JsonValue value, FeedTextKind kind, int rank)
    {
        if (!value.IsString)
        {
            return;
        }

        JsonText.Read(value, _text);
        var printed = _text.Characters.Trim();
        if (printed.Length > HtmlText.MaximumLength)
        {
            feed.AddLongText(printed.Length);
            printed = printed[..Math.Min(printed.Length, FeedBuilder.MaximumTextLength)];
        }

        if (feed.Keep(printed, kind) is { Value.IsEmpty: false } text)
        {
            field.Offer(text, rank);
        }
    }

    private void OfferDate(ref Ranked<DateTimeOffset> field, JsonValue value)
    {
        if (!value.IsString)
        {
            return;
        }

        JsonText.Read(value, _text);
        if (FeedDate.TryParse(_text.Characters, out var date))
        {
            field.Offer(date, 0);
        }
        else if (!_text.Characters.IsWhiteSpace())
        {
            feed.AddBadDate(_text.Characters);
        }
    }
}
