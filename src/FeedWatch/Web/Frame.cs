namespace FeedWatch.Web;

/// <summary>What every page shows around its own content.</summary>
/// <param name="Now">When the page was made.</param>
/// <param name="Warnings">What is wrong with the service as a whole; empty when all is well.</param>
/// <param name="CanAct">The reader has shown the token and may act.</param>
/// <param name="HasToken">A token is configured, so that a reader can sign in.</param>
/// <param name="FeedsInTrouble">Feeds that fail or are paused, as last counted.</param>
public sealed record Frame(DateTimeOffset Now, IReadOnlyList<Warning> Warnings, bool CanAct, bool HasToken, long FeedsInTrouble);

/// <summary>Something that is wrong, and the page that says more.</summary>
public sealed record Warning(string Text, string Link);
