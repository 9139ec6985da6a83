namespace FeedWatch.Durability.Tests.World;

/// <summary>An item that a scripted feed publishes, and all that the oracle needs to know of it.</summary>
/// <param name="Token">Word that stands in the item's link and nowhere else: by it the item is recognised in a mail.</param>
/// <param name="Story">Token of the item that told the story first; its own token unless it is a copy.</param>
/// <param name="Topics">Topics that must flag it; empty when none may.</param>
public sealed record ScriptedItem(string Token, string Story, string Feed, IReadOnlyList<string> Topics, string Title, string Body, DateTimeOffset Published);
