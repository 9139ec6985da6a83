using System.Globalization;
using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts.Rendering;

/// <summary><c>[Topic, Other topic] headline (+3 sources)</c>: one clean line that does not change while a story is the same.</summary>
internal static class SubjectLine
{
    private const int Longest = 200;
    private const int LongestTopics = 80;

    public static string For(AlertMail mail) => mail switch
    {
        { RepliesToSubject: { } first } => first.StartsWith("Re: ", StringComparison.Ordinal) ? first : "Re: " + first,
        { Kind: AlertMailKind.NothingNew } or { Stories.Count: 0 } => $"[{MailText.Name(mail.WatchlistName)}] nothing new",
        { Kind: AlertMailKind.Story or AlertMailKind.Update, Stories: [var story], Parts: 1 } =>
            ForStory(story),
        _ => ForMany(mail),
    };

    private static string ForStory(StorySection story)
    {
        var start = $"[{Topics(story.Topics)}] ";
        var sources = story.Versions.Select(version => version.Outlet).Where(outlet => outlet != story.Outlet).Distinct().Count();
        var end = sources > 0 ? $" (+{MailText.Count(sources, "source", "sources")})" : "";
        return start + HeaderText.Shorten(MailText.Headline(story.Headline), Longest - start.Length - end.Length) + end;
    }

    private static string ForMany(AlertMail mail)
    {
        var start = $"[{MailText.Name(mail.WatchlistName)}] {MailText.Count(mail.Stories.Count, "story", "stories")}";
        var part = mail.Parts > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({mail.Part}/{mail.Parts})") : "";
        return HeaderText.Shorten($"{start}{part}: {MailText.Headline(mail.Stories[0].Headline)}", Longest);
    }

    private static string Topics(IReadOnlyList<string> topics)
    {
        var names = topics.Select(MailText.Name).Distinct().ToList();
        var all = string.Join(", ", names);
        return names.Count < 2 || all.Length <= LongestTopics
            ? HeaderText.Shorten(all, LongestTopics)
            : string.Create(CultureInfo.InvariantCulture, $"{HeaderText.Shorten(names[0], LongestTopics - 10)}, +{names.Count - 1} more");
    }
}
