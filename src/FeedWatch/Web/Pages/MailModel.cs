using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Pages;

/// <summary>Mails on their way, dead and sent, and what will be mailed next.</summary>
/// <param name="Trouble">Why the mail server is not used at the moment, or null.</param>
public sealed record MailModel(Frame Frame, MailOverview Mails, Shown<NextView> Next, string? Trouble);

/// <summary>A mail that comes next, with as many of its stories as have room.</summary>
public sealed record NextView(NextMail Mail, Shown<NextStory> Stories);
