using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>Gathers one item. Reused from item to item.</summary>
internal sealed class ItemBuilder
{
    private const int MaximumNames = 100;

    private readonly List<string> _authors = [];
    private readonly List<string> _sourceAuthors = [];
    private readonly List<string> _categories = [];

    public Ranked<string> Id;
    public Ranked<string> Title;
    public Ranked<string> Link;
    public Ranked<string> Language;
    public Ranked<DateTimeOffset> Published;
    public Ranked<DateTimeOffset> Updated;
    public Ranked<FeedText> Summary;
    public Ranked<FeedText> Content;

    /// <summary>Whether the item comes from another feed, whose authors count for it in place of those of the feed that it stands in.</summary>
    public bool HasSource { get; set; }

    public bool IsEmpty =>
        !Id.IsSet && !Title.IsSet && !Link.IsSet && !Summary.IsSet && !Content.IsSet
        && !Published.IsSet && !Updated.IsSet && _authors.Count == 0 && _categories.Count == 0;

    public void Clear()
    {
        Id = Title = Link = Language = default;
        Published = Updated = default;
        Summary = Content = default;
        HasSource = false;
        _authors.Clear();
        _sourceAuthors.Clear();
        _categories.Clear();
    }

    public void AddAuthor(string name) => Add(_authors, name);

    /// <summary>Counts when the item names none itself.</summary>
    public void AddSourceAuthor(string name) => Add(_sourceAuthors, name);

    public void AddCategory(string name) => Add(_categories, name);

    public FeedItem Build(string? feedLanguage) => new()
    {
        Id = Id.Value,
        Title = Title.Value,
        Link = Link.Value,
        Published = Published.IsSet ? Published.Value : null,
        Updated = Updated.IsSet ? Updated.Value : null,
        Authors = _authors.Count > 0 ? [.. _authors] : _sourceAuthors.Count > 0 ? [.. _sourceAuthors] : [],
        Categories = _categories.Count == 0 ? [] : [.. _categories],
        Summary = Summary.Value,
        Content = Content.Value,
        Language = Language.Value ?? feedLanguage,
    };

    /// <summary>Adds the name of a person or category, unless it is known already or there are too many.</summary>
    internal static void Add(List<string> names, string name)
    {
        name = PlainText.Cut(name, FeedBuilder.MaximumNameLength);
        if (name.Length > 0 && names.Count < MaximumNames && !names.Contains(name))
        {
            names.Add(name);
        }
    }
}
