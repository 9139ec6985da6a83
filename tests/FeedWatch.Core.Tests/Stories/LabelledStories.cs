using System.Text.Json;
using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

/// <summary>A file of reports, each under the event it is about.</summary>
internal sealed record LabelledStories(string About, IReadOnlyList<LabelledEvent> Events)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    internal static LabelledStories Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Stories", name);
        return JsonSerializer.Deserialize<LabelledStories>(File.ReadAllText(path), Options)
            ?? throw new InvalidDataException(name + " holds nothing");
    }

    /// <summary>The reports of all events in the order in which they arrive.</summary>
    internal IReadOnlyList<(string Event, LabelledItem Item)> InOrder() =>
        [.. Events.SelectMany(e => e.Items.Select(item => (e.Event, item))).OrderBy(pair => pair.item.At)];
}

/// <summary>One event and the reports of it.</summary>
internal sealed record LabelledEvent(string Event, IReadOnlyList<LabelledItem> Items);

/// <summary>One report; <c>key</c> and <c>link</c> only where they matter.</summary>
internal sealed record LabelledItem(string Feed, DateTimeOffset At, string Title, string? Body, string? Language, string? Key, string? Link)
{
    internal StoryVersion ToVersion(int number) => new(
        0,
        Feed,
        CanonicalLink.Of(Link),
        Key ?? "item-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        At,
        StoryFingerprint.Of(new StoryText { FeedId = Feed, Title = Title, Body = Body, Link = Link, Language = Language ?? "en", At = At }));
}
