using System.Text;

namespace FeedWatch.Alerts.Rendering;

/// <summary>The text part: reads well at 72 columns, in a terminal or read aloud.</summary>
internal static class TextPart
{
    public static string Render(AlertMail mail)
    {
        var text = new StringBuilder();
        if (MailText.Introduction(mail) is { } introduction)
        {
            Paragraph(text, introduction);
        }

        for (var i = 0; i < mail.Stories.Count; i++)
        {
            if (i > 0)
            {
                text.Append(new string('-', 72)).Append("\n\n");
            }

            Story(text, mail.Stories[i], mail);
        }

        Foot(text, mail);
        return text.ToString();
    }

    /// <summary>The least that a hit must say, for when its full form could not be made.</summary>
    public static string Minimal(StorySection story)
    {
        var text = new StringBuilder();
        Paragraph(text, $"{MailText.Headline(story.Headline)} ({MailText.Name(story.Outlet)})");
        Link(text, story.Link, "");
        text.Append('\n');
        return text.ToString();
    }

    private static void Story(StringBuilder text, StorySection story, AlertMail mail)
    {
        Lines(text, MailText.Headline(story.Headline));
        Lines(text, MailText.Origin(story, mail.TimeZone));
        Link(text, story.Link, "");
        text.Append('\n');
        foreach (var sentence in story.NewSentences)
        {
            Paragraph(text, MailText.Sentence(sentence), "  ");
        }

        foreach (var sentence in MarkedSentences.ToShow(story))
        {
            Paragraph(text, string.Concat(sentence.Select(piece => piece.IsMarked ? $"*{piece.Text}*" : piece.Text)), "  ");
        }

        AlsoIn(text, story, mail);
        Why(text, story, mail);
        if (story.Page is not null)
        {
            text.Append("Story: ").Append(story.Page.AbsoluteUri).Append("\n\n");
        }
    }

    private static void AlsoIn(StringBuilder text, StorySection story, AlertMail mail)
    {
        if (story.Versions.Count == 0)
        {
            return;
        }

        text.Append("Also in:\n");
        foreach (var version in story.Versions)
        {
            var time = version.Time is { } at ? $", {MailText.Time(at, mail.TimeZone)}" : "";
            var headline = MailText.Headline(version.Headline) is var other && other != MailText.Headline(story.Headline) ? $": {other}" : "";
            Lines(text, $"{MailText.Name(version.Outlet)}{time} ({MailText.Copy(version.Kind)}){headline}", "- ", "  ");
            Link(text, version.Link, "  ");
        }

        text.Append('\n');
    }

    private static void Why(StringBuilder text, StorySection story, AlertMail mail)
    {
        text.Append("Why you get this:\n");
        foreach (var reason in story.Matches)
        {
            Lines(text, $"{MailText.Name(reason.Topic)}: *{MatchInWords.Found(reason)}* {MailText.Field(reason.Field)} matches "
                + $"*{MailText.Sentence(reason.Clause)}*: {MatchInWords.Because(reason)}", "- ", "  ");
        }

        Lines(text, $"Watchlist: {MailText.Name(mail.WatchlistName)}", "- ", "  ");
        text.Append('\n');
    }

    private static void Foot(StringBuilder text, AlertMail mail)
    {
        // The signature line: mail programs fold what stands below it.
        text.Append("-- \n");
        Lines(text, $"FeedWatch, watchlist {MailText.Name(mail.WatchlistName)}. Times: {MailText.Name(mail.TimeZone.Id)}.");
        if (mail.Page is not null)
        {
            text.Append("All hits: ").Append(mail.Page.AbsoluteUri).Append('\n');
        }

        if (mail.Unsubscribe is not null)
        {
            text.Append("Stop these mails: ").Append(mail.Unsubscribe.AbsoluteUri).Append('\n');
        }
    }

    /// <summary>A link has its own line and is never broken. One that may not be clicked is shown as what it is.</summary>
    private static void Link(StringBuilder text, string? link, string indent)
    {
        if (SafeLink.Parse(link) is { } safe)
        {
            text.Append(indent).Append(safe.Url).Append('\n');
        }
        else if (!string.IsNullOrWhiteSpace(link))
        {
            Lines(text, $"Link that is not a web address: {MailText.Name(link)}", indent, indent);
        }
    }

    private static void Paragraph(StringBuilder text, string paragraph, string indent = "")
    {
        Lines(text, paragraph, indent, indent);
        text.Append('\n');
    }

    private static void Lines(StringBuilder text, string paragraph, string first = "", string next = "") =>
        text.AppendJoin('\n', TextWrap.Lines(paragraph, first, next)).Append('\n');
}
