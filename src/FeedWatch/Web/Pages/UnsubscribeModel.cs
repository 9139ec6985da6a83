namespace FeedWatch.Web.Pages;

/// <summary>Ends the mails of a watchlist to one recipient, or lets them come again.</summary>
/// <param name="Action">Address of the form: the signed link itself.</param>
public sealed record UnsubscribeModel(Frame Frame, string Recipient, string Watchlist, string Action, bool IsMuted);
