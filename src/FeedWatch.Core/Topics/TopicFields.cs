namespace FeedWatch.Core.Topics;

/// <summary>The fields of an item that can be searched.</summary>
[Flags]
internal enum TopicFields : byte
{
    None = 0,
    Title = 1,
    Summary = 2,
    Content = 4,
    Source = 8,
    Author = 16,
    Tag = 32,
    Url = 64,

    Body = Summary | Content,

    /// <summary>Where a clause without a field looks.</summary>
    Text = Title | Body,
}

/// <summary>The names of fields in the language and in evidence.</summary>
internal static class TopicFieldNames
{
    internal const string Known = "title, body, source, author, tag, url, lang";

    internal static TopicFields? Parse(string name) => name switch
    {
        "title" => TopicFields.Title,
        "body" => TopicFields.Body,
        "summary" => TopicFields.Summary,
        "content" => TopicFields.Content,
        "source" => TopicFields.Source,
        "author" => TopicFields.Author,
        "tag" => TopicFields.Tag,
        "url" => TopicFields.Url,
        _ => null,
    };

    /// <summary>Whether a name is that of a field, or <c>lang</c>.</summary>
    internal static bool IsKnown(string name) => name == "lang" || Parse(name) is not null;

    internal static string Name(TopicFields field) => field switch
    {
        TopicFields.Title => "title",
        TopicFields.Summary => "summary",
        TopicFields.Content => "content",
        TopicFields.Source => "source",
        TopicFields.Author => "author",
        TopicFields.Tag => "tag",
        _ => "url",
    };
}
