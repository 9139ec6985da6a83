using FeedWatch.Core.Feeds.Markup;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>Gathers one feed and its items, whatever the kind of document.</summary>
/// <param name="texts">Where the texts of its items are kept.</param>
internal sealed class FeedBuilder(FeedParserOptions options, TextMemory texts)
{
    /// <summary>Longest title, in UTF-16 units.</summary>
    public const int MaximumLineLength = 4_000;

    /// <summary>Longest name of a person or category.</summary>
    public const int MaximumNameLength = 500;

    /// <summary>Longest text as printed: markup may be several times as long as what it says.</summary>
    public const int MaximumTextLength = 1 << 20;

    private readonly List<FeedItem> _items = [];
    private readonly List<string> _authors = [];

    /// <summary>Places of the items that come from other feeds.</summary>
    private readonly HashSet<int> _fromElsewhere = [];
    private int _leftOut;

    public Ranked<string> Title;
    public Ranked<string> Link;
    public Ranked<string> Description;
    public Ranked<string> Language;

    public FeedFormat Format { get; set; }

    public string? Encoding { get; set; }

    public bool IsDegraded { get; set; }

    public FeedProblems Problems { get; } = new();

    public MarkupDamage Damage { get; } = new();

    public FeedScheduleBuilder Schedule { get; } = new();

    public ItemBuilder Item { get; } = new();

    public int ItemCount => _items.Count;

    public bool IsFull => _items.Count >= options.MaximumItems;

    public bool IsTruncated { get; set; }

    /// <summary>Of all items that name none themselves.</summary>
    public void AddAuthor(string name) => ItemBuilder.Add(_authors, name);

    /// <summary>A problem of the item that is being gathered.</summary>
    public void AddItemProblem(string code, string detail) => Problems.Add(_items.Count, code, detail);

    public void AddBadDate(ReadOnlySpan<char> printed) =>
        AddItemProblem(FeedProblemCodes.BadDate, $"'{FeedProblems.Excerpt(printed)}' is no date that can be read; it was left out.");

    public void AddBadLink(ReadOnlySpan<char> printed, bool isInItem)
    {
        var detail = $"'{FeedProblems.Excerpt(printed)}' is no web address; it was left out.";
        Problems.Add(isInItem ? _items.Count : null, FeedProblemCodes.BadLink, detail);
    }

    public void AddLongText(int length)
    {
        var detail = $"A text has {length} characters; no more than {HtmlText.MaximumLength} of its plain text count.";
        AddItemProblem(FeedProblemCodes.LongText, detail);
    }

    /// <summary>A text of an item, kept without the characters that no reader sees.</summary>
    public FeedText Keep(ReadOnlySpan<char> printed, FeedTextKind kind) =>
        new(HiddenCharacters.IndexOf(printed) < 0 ? texts.Keep(printed) : HiddenCharacters.Remove(printed).AsMemory(), kind);

    /// <summary>Leaves out what stands in the place of an item.</summary>
    public void LeaveOutItem(string code, string why)
    {
        _leftOut++;
        Problems.Add(null, code, Problems.IsFull ? "" : $"Number {_items.Count + _leftOut} of the items {why}; it was left out.");
    }

    /// <summary>Takes the gathered item into the feed, or leaves it out when nothing is in it.</summary>
    public void CommitItem()
    {
        if (Item.IsEmpty)
        {
            LeaveOutItem(FeedProblemCodes.EmptyItem, "has nothing in it");
        }
        else
        {
            if (Item.HasSource)
            {
                _fromElsewhere.Add(_items.Count);
            }

            _items.Add(Item.Build(Language.Value));
        }

        Item.Clear();
    }

    public Feed Build()
    {
        if (Format == FeedFormat.Unknown)
        {
            Problems.Add(null, FeedProblemCodes.NotAFeed, "The document is no feed: it is neither RSS, Atom, CDF nor JSON Feed.");
        }
        else
        {
            AddDamage();
        }

        if (IsTruncated)
        {
            Problems.Add(null, FeedProblemCodes.TooManyItems, $"There are more than {options.MaximumItems} items; the rest was not read.");
        }

        return new Feed
        {
            Format = Format,
            Title = Title.Value,
            Link = Link.Value,
            Description = Description.Value,
            Language = Language.Value ?? FeedLanguage.Of(options.ContentLanguage),
            Items = Completed(),
            Problems = Problems.ToList(),
            Schedule = Schedule.Build(),
            IsDegraded = IsDegraded,
            IsTruncated = IsTruncated,
            Encoding = Encoding,
            Texts = texts,
        };
    }

    private void AddDamage()
    {
        foreach (var sentence in Damage.Sentences())
        {
            Problems.Add(null, FeedProblemCodes.IllFormed, sentence);
        }

        IsDegraded |= Damage.Any;
    }

    /// <summary>
    /// Gives the items what the feed says for all of them, which may stand after them: its language, and its authors (RFC 4287 section 4.2.1,
    /// JSON Feed 1.1). A header says nothing about the language of the items: servers send their own with everything, and a text whose language
    /// nobody tells is better judged by itself.
    /// </summary>
    private List<FeedItem> Completed()
    {
        var language = Language.Value;
        string[] authors = [.. _authors];
        for (var place = 0; (language is not null || authors.Length > 0) && place < _items.Count; place++)
        {
            var item = _items[place];
            if (item.Language is null && language is not null)
            {
                _items[place] = item = item with { Language = language };
            }

            if (authors.Length > 0 && item.Authors.Count == 0 && !_fromElsewhere.Contains(place))
            {
                _items[place] = item with { Authors = authors };
            }
        }

        return _items;
    }
}
