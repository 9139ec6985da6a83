using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Web.Pages;

/// <summary>The service itself.</summary>
/// <param name="Json">The configuration in force, secrets hidden.</param>
public sealed record SystemModel(Frame Frame, ConfigurationState Configuration, string Json, SystemReport Database, IReadOnlyList<LoopReport> Loops, string Replica, string Version, string Runtime);
