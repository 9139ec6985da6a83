using FeedWatch.Core.Feeds;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Binding;

/// <summary>An OPML file beside <c>feeds.json</c>: its subscriptions are feeds, its folders tags.</summary>
internal static class OpmlBinder
{
    public static void Add(string file, byte[] bytes, FeedsBinder feeds, ProblemList problems)
    {
        // The reader takes files in any state; but the feeds that a half-written file lacks are not to be dropped.
        if (bytes.AsSpan().IndexOf("</opml>"u8) < 0)
        {
            problems.Error(file, "The end of the file, </opml>, is missing: it is cut off, or no OPML.", "Export it again from the feed reader.");
            return;
        }

        var document = Opml.Read(bytes);
        foreach (var problem in document.Problems) problems.Warning(file, problem.Detail, "Mend it, or export the file again.");
        if (document.Outlines.Count == 0)
        {
            problems.Error(file, "There is no feed in the file.", "Export it again from the feed reader, or delete it.");
            return;
        }

        var node = ConfigNode.WholeFile(file);
        foreach (var outline in document.Outlines)
        {
            feeds.Add(new FeedSettings { Id = outline.XmlUrl, Url = outline.XmlUrl, Name = outline.Title, Tags = TagsOf(outline.Folders) }, node);
        }
    }

    private static IReadOnlyList<string> TagsOf(IReadOnlyList<string> folders) =>
        [.. folders.Select(Slug.Of).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)];
}
