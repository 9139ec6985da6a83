using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>Gathers one item. Reused from item to item.</summary>
internal sealed class ItemBuilder
{
    private const int MaximumNames = 100;

    private readonly List<string> _authors = [];
    private readonly List<string> _categories = [];

    public Ranked<string> Id;
    public Ranked<string> Title;
    public Ranked<string> Link;
    public Ranked<string> Language;
    public Ranked<DateTimeOffset> Published;
    public Ranked<DateTimeOffset> Updated;
    public Ranked<FeedText> Summary;
    public Ranked<FeedText> Content;

    public bool IsEmpty =>
        !Id.IsSet && !Title.IsSet && !Link.IsSet && !Summary.IsSet && !Content.IsSet
        && !Published.IsSet && !Updated.IsSet && _authors.Count == 0 && _categories.Count == 0;

    public void Clear()
    {
        Id = Title = Link = Language = default;
        Published = Updated = default;
        Summary = Content = default;
        _authors.Clear();
        _categories.Clear();
    }

    public void AddAuthor(string name) => Add(_authors, name);

    public void AddCategory(string name) => Add(_categories, name);

    public FeedItem Build(string? feedLanguage) => new()
    {
        Id = Id.Value,
        Title = Title.Value,
        Link = Link.Value,
        Published = Published.IsSet ? Published.Value : null,
        Updated = Updated.IsSet ? Updated.Value : null,
        Authors = _authors.Count == 0 ? [] : [.. _authors],
        Categories = _categories.Count == 0 ? [] : [.. _categories],
        Summary = Summary.Value,
        Content = Content.Value,
        Language = Language.Value ?? feedLanguage,
    };

    private static void Add(List<string> names, string name)
    {
        name = PlainText.Cut(name, FeedBuilder.MaximumNameLength);
        if (name.Length > 0 && names.Count < MaximumNames && !names.Contains(name))
        {
            names.Add(name);
        }
    }
}
