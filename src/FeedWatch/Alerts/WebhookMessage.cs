using System.Text.Json;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>The same mail as JSON, for a program that listens on an https address.</summary>
public static class WebhookMessage
{
    /// <summary>A recipient that is no mail address.</summary>
    public static bool IsWebhook(string recipient) =>
        recipient.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || recipient.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>UTF-8 JSON, frozen like a mail; the id is the Message-ID, the same at every repeat.</summary>
    public static byte[] Write(string messageId, AlertMail mail) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            id = messageId,
            kind = mail.Kind.ToString().ToLowerInvariant(),
            watchlist = new { id = mail.WatchlistId, name = mail.WatchlistName },
            sentAt = mail.Now,
            stories = mail.Stories.Select(story => new
            {
                headline = story.Headline,
                link = story.Link,
                outlet = story.Outlet,
                published = story.Published,
                foundAt = story.FoundAt,
                topics = story.Topics,
                matches = story.Matches.Select(match => new { topic = match.Topic, clause = match.Clause, field = match.Field, words = match.WordsFound, rules = match.Rules, sentence = match.Sentence.Text }),
                alsoIn = story.Versions.Select(version => new { outlet = version.Outlet, headline = version.Headline, link = version.Link, time = version.Time }),
            }),
        },
        StoredJson.Options);
}
