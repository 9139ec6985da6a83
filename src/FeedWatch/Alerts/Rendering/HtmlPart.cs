using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Alerts.Rendering;

/// <summary>The HTML part, out of Razor components; everything from feeds is encoded by them.</summary>
internal sealed class HtmlPart : IAsyncDisposable
{
    // All scripts stay readable in the source of the mail; only what HTML needs is encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ServiceProvider _services = new ServiceCollection().AddSingleton(Encoder).BuildServiceProvider();

    /// <summary>The whole document around rendered stories.</summary>
    public Task<string> FrameAsync(AlertMail mail, IReadOnlyList<string> stories) =>
        RenderAsync<MailDocument>(new()
        {
            [nameof(MailDocument.Title)] = SubjectLine.For(mail),
            [nameof(MailDocument.Preview)] = Preview(mail),
            [nameof(MailDocument.Introduction)] = MailText.Introduction(mail),
            [nameof(MailDocument.Sections)] = stories,
            [nameof(MailDocument.Foot)] = $"FeedWatch, watchlist {MailText.Name(mail.WatchlistName)}. Times: {MailText.Name(mail.TimeZone.Id)}.",
            [nameof(MailDocument.Page)] = mail.Page,
            [nameof(MailDocument.Unsubscribe)] = mail.Unsubscribe,
        });

    public Task<string> StoryAsync(StorySection story, AlertMail mail) =>
        RenderAsync<StoryHtml>(new() { [nameof(StoryHtml.Story)] = story, [nameof(StoryHtml.Mail)] = mail });

    /// <summary>Text as it is, for what could not be rendered.</summary>
    public static string Minimal(string text) => $"<div style=\"white-space:pre-line\">{Encoder.Encode(text)}</div>";

    /// <summary>A mail to operators: an introduction and entries. Plain enough to need no component.</summary>
    public static string Notice(string introduction, IReadOnlyList<Notice> notices, Uri? page)
    {
        var entries = notices.Select(notice =>
            $"<li style=\"margin:0 0 8px 0\">{string.Join("<br>", notice.Details.Prepend(notice.Line).Select(Encoder.Encode))}</li>");
        var link = page is null ? "" : $"<p><a class=\"link\" style=\"{MailStyle.Link}\" href=\"{Encoder.Encode(page.AbsoluteUri)}\">Status</a></p>";
        return $"""
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><style>{MailStyle.Sheet}</style></head>
            <body class="page" style="{MailStyle.Page}"><div class="card" style="max-width:640px;margin:0 auto;{MailStyle.Card}">
            {Encoder.Encode(introduction)}
            <ul style="margin:0;padding:0 0 0 20px">
            {string.Join('\n', entries)}
            </ul>
            {link}
            </div></body></html>

            """;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>What lists of mails show behind the subject.</summary>
    private static string Preview(AlertMail mail)
    {
        var sentence = mail.Stories.Take(1).SelectMany(MarkedSentences.ToShow).FirstOrDefault();
        return sentence is null ? "" : string.Concat(sentence.Select(piece => piece.Text));
    }

    /// <summary>A renderer keeps every component that it ever rendered, so each rendering has its own.</summary>
    private async Task<string> RenderAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        await using (renderer.ConfigureAwait(false))
        {
            return await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var output = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters)).ConfigureAwait(false);
                return output.ToHtmlString();
            }).ConfigureAwait(false);
        }
    }
}
