namespace FeedWatch.Core.Stories;

/// <summary>What kind of text an item is, as far as its headline says.</summary>
internal enum StoryGenre : byte
{
    /// <summary>A report of an event.</summary>
    Report,

    /// <summary>Opinion, analysis, explainer: about an event, not a report of it.</summary>
    Commentary,

    /// <summary>A page that collects many events as they come.</summary>
    LiveTicker,

    /// <summary>Comes every day or week under the same headline, whatever happened.</summary>
    Routine,
}
