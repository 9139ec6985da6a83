using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Binding;

/// <summary><c>deliver</c> of a watchlist over the defaults, and of a topic over its watchlist's.</summary>
internal static class DeliveryBinder
{
    public static Delivery Bind(ConfigNode? node, Delivery under)
    {
        if (node is null) return under;
        return new Delivery
        {
            Mode = node.Choice<DeliveryMode>("mode") ?? under.Mode,
            At = node.IsNull("at") ? null : node.Text("at")?.Trim() ?? under.At,
            Gather = node.Duration("gather") ?? under.Gather,
            QuietHours = node.IsNull("quietHours") ? null : QuietHours(node.Get("quietHours")) ?? under.QuietHours,
            MaxPerHour = (int?)node.Number("maxPerHour") ?? under.MaxPerHour,
            OnUpdate = node.Choice<OnUpdate>("onUpdate") ?? under.OnUpdate,
            ImmediateMinScore = node.IsNull("immediateMinScore") ? null : (int?)node.Number("immediateMinScore") ?? under.ImmediateMinScore,
            NothingNew = node.Flag("nothingNew") ?? under.NothingNew,
            Webhook = node.IsNull("webhook") ? null : node.Text("webhook")?.Trim() ?? under.Webhook,
        };
    }

    /// <summary>What only shows when everything is merged.</summary>
    /// <param name="node">The topic's or watchlist's own <c>deliver</c>.</param>
    /// <param name="owner">The node to name when there is none of its own.</param>
    public static void Check(ConfigNode? node, ConfigNode owner, Delivery delivery, TimeZoneInfo zone, DateTimeOffset now, ProblemList problems)
    {
        if (delivery.Mode == DeliveryMode.Digest && delivery.At is null && !IsFaulty(node, "at"))
            problems.Error(node.Get("mode") ?? owner, "A digest needs to know when it goes out.", "Add \"at\": \"0 30 7 ? * MON-FRI\" (Quartz cron) to \"deliver\".");
        if (node.Get("at") is { } at && Values.CronSchedule.Parse(at.Literal).Next(now, zone) is null)
            problems.Error(at, $"\"{at.Literal}\" never comes again.", "Write a time that is still to come.");
        if (delivery.QuietHours is { } quiet && quiet.From == quiet.To && node.Get("quietHours") is { } hours)
            problems.Error(hours, "The quiet hours begin and end at the same time.", "Write two different times, or null for none.");
        if (delivery.Mode != DeliveryMode.Immediate) return;

        foreach (var name in (string[])["immediateMinScore", "nothingNew"])
        {
            if (node.Get(name) is { Literal: not "false" } useless)
                problems.Warning(useless, $"\"{name}\" means nothing without \"mode\": \"digest\".", $"Add \"mode\": \"digest\", or remove \"{name}\".");
        }
    }

    private static bool IsFaulty(ConfigNode? node, string name) => node is not null && node.Members.TryGetValue(name, out var member) && member.IsFaulty;

    private static QuietHours? QuietHours(ConfigNode? node) =>
        node.Text("from") is { } from && node.Text("to") is { } to && Values.TimeOfDay.TryParse(from, out var start) && Values.TimeOfDay.TryParse(to, out var end)
            ? new QuietHours(start, end)
            : null;
}
