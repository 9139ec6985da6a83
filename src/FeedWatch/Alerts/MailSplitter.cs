namespace FeedWatch.Alerts;

/// <summary>What a story adds to a mail.</summary>
/// <param name="Hits">One for each of its topics, at least one.</param>
/// <param name="Bytes">As they go over the wire.</param>
public readonly record struct StorySize(int Hits, int Bytes);

/// <summary>Divides stories over mails that people can read and servers take. Nothing is left out, the order stays.</summary>
public static class MailSplitter
{
    /// <summary>Hits in one mail at most.</summary>
    public const int MostHits = 50;

    /// <summary>Bytes of one mail at most.</summary>
    public const int MostBytes = 200 * 1024;

    /// <param name="stories">In their order.</param>
    /// <param name="frame">Bytes of a mail without stories.</param>
    /// <returns>Which stories go into which mail; always at least one mail. A story larger than a mail has one of its own.</returns>
    public static IReadOnlyList<Range> Split(IReadOnlyList<StorySize> stories, int frame)
    {
        var mails = new List<Range>();
        var (start, hits, bytes) = (0, 0, frame);
        for (var i = 0; i < stories.Count; i++)
        {
            if (i > start && (hits + stories[i].Hits > MostHits || bytes + stories[i].Bytes > MostBytes))
            {
                mails.Add(start..i);
                (start, hits, bytes) = (i, 0, frame);
            }

            (hits, bytes) = (hits + stories[i].Hits, bytes + stories[i].Bytes);
        }

        mails.Add(start..stories.Count);
        return mails;
    }
}
