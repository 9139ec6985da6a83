using FeedWatch.Storage;

namespace FeedWatch.Web.Pages;

/// <summary>Ends or pauses the mails of a watchlist, or of single topics of it, to one recipient, and lets them come again.</summary>
/// <param name="Topics">Topics of the watchlist: id and name.</param>
/// <param name="Action">Address of the forms: the signed link itself.</param>
public sealed record UnsubscribeModel(
    Frame Frame, string Recipient, string Watchlist, IReadOnlyList<(string Id, string Name)> Topics, string Action, IReadOnlyList<Mute> Mutes)
{
    /// <summary>Nothing of the watchlist is mailed; null while something is.</summary>
    public Mute? Everything => Mutes.FirstOrDefault(mute => mute.Topic.Length == 0);

    public bool IsMuted(string topic) => Mutes.Any(mute => mute.Topic == topic);
}
