using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Alerts;

/// <summary>Gives a mail its form: subject, text and HTML.</summary>
public sealed class MailRenderer
{
    /// <summary>One mail, however large. See RenderAll for mails of a size that servers take.</summary>
    public Task<RenderedMail> RenderAsync(AlertMail mail) =>
        Task.FromResult(new RenderedMail(SubjectLine.For(mail), TextPart.Render(mail), null));
}
