using FeedWatch.Storage;

namespace FeedWatch.Web.Pages;

/// <summary>Mails on their way, dead and sent, and what will be mailed next.</summary>
/// <param name="Trouble">Why the mail server is not used at the moment, or null.</param>
public sealed record MailModel(Frame Frame, MailOverview Mails, IReadOnlyList<NextMail> Next, string? Trouble);
