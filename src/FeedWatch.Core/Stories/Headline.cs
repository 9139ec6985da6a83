namespace FeedWatch.Core.Stories;

/// <summary>A headline without what does not belong to the news in it: the outlet's name, "BREAKING:", "(LEAD)".</summary>
/// <param name="Text">What is left, or null.</param>
/// <param name="Genre">What the taken-off parts and fixed turns say about the text.</param>
internal readonly record struct Headline(string? Text, StoryGenre Genre)
{
    internal static Headline Read(string? title, string? outlet)
    {
        if (string.IsNullOrWhiteSpace(title))
            return new Headline(null, StoryGenre.Report);
        return new Headline(HeadlineLabels.Strip(WithoutOutlet(title.Trim(), outlet), out var genre), genre);
    }

    /// <summary>Aggregators print "Headline - Outlet", sites print "Headline | Outlet".</summary>
    private static string WithoutOutlet(string title, string? outlet)
    {
        foreach (var separator in (string[])[" | ", " - ", " – ", " — "])
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at <= 0)
                continue;
            var end = title[(at + separator.Length)..].Trim();
            var named = outlet is not null && end.Equals(outlet, StringComparison.OrdinalIgnoreCase);
            if (named || (separator == " | " && end.Length <= 40 && end.Split(' ').Length <= 4))
                return title[..at];
        }

        return title;
    }
}
