using System.Text;
using FeedWatch.Settings.Values;

namespace FeedWatch.Alerts.Rendering;

/// <summary>The text part: reads well at 72 columns, in a terminal or read aloud.</summary>
internal static class TextPart
{
    /// <summary>The mail around its stories.</summary>
    public static string Frame(AlertMail mail, IEnumerable<string> stories)
    {
        var text = new StringBuilder();
        if (MailText.Introduction(mail) is { } introduction)
        {
            Paragraph(text, introduction);
        }

        text.AppendJoin(new string('-', 72) + "\n\n", stories);
        Foot(text, mail);
        return text.ToString();
    }

    public static string Story(StorySection story, AlertMail mail)
    {
        var text = new StringBuilder();
        Lines(text, Marked(MarkedSentences.Headline(story)));
        Lines(text, MailText.Origin(story, mail.TimeZone));
        Link(text, story.Link, "");
        text.Append('\n');
        foreach (var sentence in MarkedSentences.ToShow(story))
        {
            Paragraph(text, Marked(sentence), "  ");
        }

        AlsoIn(text, story, mail);
        Why(text, story, mail);
        if (story.Page is not null)
        {
            text.Append("Story: ").Append(story.Page.AbsoluteUri).Append("\n\n");
        }

        return text.ToString();
    }

    /// <summary>A mail to operators: an introduction and entries.</summary>
    public static string Notice(string introduction, IReadOnlyList<Notice> notices, Uri? page)
    {
        var text = new StringBuilder();
        if (introduction.Length > 0)
        {
            Paragraph(text, introduction);
        }

        foreach (var notice in notices)
        {
            Lines(text, notice.Line, "- ", "  ");
            foreach (var detail in notice.Details)
            {
                Lines(text, detail, "  ", "  ");
            }
        }

        text.Append("\n-- \nFeedWatch, for its operators.\n");
        if (page is not null)
        {
            text.Append("Status: ").Append(page.AbsoluteUri).Append('\n');
        }

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

    private static string Marked(IReadOnlyList<SentencePiece> sentence) =>
        string.Concat(sentence.Select(piece => piece.IsMarked ? $"*{piece.Text}*" : piece.Text));

    private static void AlsoIn(StringBuilder text, StorySection story, AlertMail mail)
    {
        if (!MailText.ShowsVersions(story, mail))
        {
            return;
        }

        text.Append("Also in:\n");
        foreach (var version in MailText.Shown(story.Versions))
        {
            Lines(text, $"{MailText.Name(version.Outlet)}{MailText.OtherHeadline(version, story)}, {MailText.VersionOrigin(version, mail.TimeZone)}", "- ", "  ");
            Link(text, version.Link, "  ");
        }

        if (MailText.NotShown(story.Versions) is { } more)
        {
            Lines(text, more, "- ");
        }

        text.Append('\n');
    }

    private static void Why(StringBuilder text, StorySection story, AlertMail mail)
    {
        text.Append("Why you get this:\n");
        foreach (var reason in MailText.Shown(MatchInWords.Of(story)))
        {
            Lines(text, $"{reason.Topic}: *{reason.Found}* {reason.Where} matches *{reason.Clause}*: {reason.Because}", "- ", "  ");
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
