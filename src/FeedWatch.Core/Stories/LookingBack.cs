namespace FeedWatch.Core.Stories;

/// <summary>Turns by which a report says that its occasion is some time back: a follow-up, not the report of the event.</summary>
internal static class LookingBack
{
    /// <summary>Further on, every report looks back for background.</summary>
    private const int LengthOfLead = 350;

    private static readonly string[] Turns =
    [
        "last week", "last month", "this week's", "earlier this week", "a day after", "a day earlier", "days after", "days earlier", "days ago", "the day after", "a week after", "a week ago", "weeks after",
        "a month after", "months after", "a year after", "one year after", "a year ago", "a year on", "one year on", "in the wake of", "the aftermath of", "anniversary",
        "letzte woche", "vergangene woche", "vergangenen woche", "tage nach", "ein jahr nach", "einen tag nach", "la semaine dernière", "un an après", "jours après", "lendemain", "지난주", "1년 만에", "하루 만에",
    ];

    /// <summary>Whether the start of a text has such a turn.</summary>
    internal static bool In(string? text)
    {
        if (text is null)
            return false;
        var lead = text.AsSpan(0, Math.Min(text.Length, LengthOfLead));
        foreach (var turn in Turns)
        {
            if (lead.Contains(turn, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
