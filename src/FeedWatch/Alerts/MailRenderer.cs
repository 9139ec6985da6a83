using FeedWatch.Alerts.Mime;
using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Alerts;

/// <summary>Gives a mail its form: subject, text and HTML, in as many mails as its stories need.</summary>
public sealed class MailRenderer : IAsyncDisposable
{
    private readonly HtmlPart _html = new();

    /// <summary>At least one mail, in the order of the stories; see <see cref="MailSplitter"/> for how large each may be.</summary>
    /// <remarks>A story that cannot be rendered goes out as its headline and link, and is named in <see cref="RenderedMail.Degraded"/>.</remarks>
    public async Task<IReadOnlyList<RenderedMail>> RenderAsync(AlertMail mail)
    {
        var stories = new List<RenderedStory>();
        foreach (var story in mail.Stories)
        {
            stories.Add(await RenderAsync(story, mail).ConfigureAwait(false));
        }

        var frame = await RenderAsync(mail with { Stories = [] }, []).ConfigureAwait(false);
        var ranges = MailSplitter.Split([.. stories.Select(story => story.Size)], Size(frame.Text, frame.Html));
        var mails = new List<RenderedMail>();
        foreach (var range in ranges)
        {
            var (start, count) = range.GetOffsetAndLength(stories.Count);
            var part = mail with { Stories = [.. mail.Stories.Skip(start).Take(count)], Part = mails.Count + 1, Parts = ranges.Count };
            mails.Add(await RenderAsync(part, stories.GetRange(start, count)).ConfigureAwait(false) with { Stories = range });
        }

        return mails;
    }

    public ValueTask DisposeAsync() => _html.DisposeAsync();

    private async Task<RenderedMail> RenderAsync(AlertMail mail, IReadOnlyList<RenderedStory> stories)
    {
        var degraded = stories.Where(story => story.Problem is not null).Select(story => story.Problem!).ToList();
        var text = TextPart.Frame(mail, stories.Select(story => story.Text));
        string? html = null;
        try
        {
            html = await _html.FrameAsync(mail, [.. stories.Select(story => story.Html)]).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Unit of isolation: the frame around the stories. The text part says all of it.
            degraded.Add($"HTML of the mail: {e.Message}");
        }

        return new RenderedMail(SubjectLine.For(mail), text, html) { Degraded = degraded };
    }

    private async Task<RenderedStory> RenderAsync(StorySection story, AlertMail mail)
    {
        try
        {
            var text = TextPart.Story(story, mail);
            var html = await _html.StoryAsync(story, mail).ConfigureAwait(false);
            return new RenderedStory(text, html, new StorySize(Math.Max(1, story.Topics.Count), Size(text, html)), null);
        }
        catch (Exception e)
        {
            // Unit of isolation: one story. It still goes out, with what cannot fail.
            var text = TextPart.Minimal(story);
            var html = HtmlPart.Minimal(text);
            return new RenderedStory(text, html, new StorySize(1, Size(text, html)), $"{MailText.Headline(story.Headline)}: {e.Message}");
        }
    }

    private static int Size(string text, string? html) =>
        QuotedPrintable.Encode(text).Length + (html is null ? 0 : QuotedPrintable.Encode(html).Length);

    private sealed record RenderedStory(string Text, string Html, StorySize Size, string? Problem);
}
