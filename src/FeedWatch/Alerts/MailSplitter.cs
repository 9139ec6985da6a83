namespace FeedWatch.Alerts;

/// <summary>Divides stories over mails that people can read and servers take. Nothing is left out, the order stays.</summary>
public static class MailSplitter
{
    /// <summary>Hits in one mail at most; a story has one for each of its topics.</summary>
    public const int MostHits = 50;

    /// <summary>Size of one mail at most, as it goes over the wire.</summary>
    public const int MostBytes = 200 * 1024;

    /// <param name="size">Bytes that a story adds to a mail.</param>
    /// <param name="frame">Bytes of a mail without stories.</param>
    /// <returns>At least one mail, numbered when there are more.</returns>
    public static IReadOnlyList<AlertMail> Split(AlertMail mail, Func<StorySection, int> size, int frame)
    {
        var groups = new List<List<StorySection>> { new() };
        var (hits, bytes) = (0, frame);
        foreach (var story in mail.Stories)
        {
            var (moreHits, moreBytes) = (Math.Max(1, story.Topics.Count), size(story));
            if (groups[^1].Count > 0 && (hits + moreHits > MostHits || bytes + moreBytes > MostBytes))
            {
                groups.Add([]);
                (hits, bytes) = (0, frame);
            }

            groups[^1].Add(story);
            (hits, bytes) = (hits + moreHits, bytes + moreBytes);
        }

        return [.. groups.Select((stories, index) => mail with { Stories = stories, Part = index + 1, Parts = groups.Count })];
    }
}
