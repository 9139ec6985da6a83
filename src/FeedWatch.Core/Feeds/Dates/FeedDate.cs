namespace FeedWatch.Core.Feeds.Dates;

/// <summary>
/// Dates in every form that is met in feeds: RFC 822 and its misspellings, RFC 3339, the parts of W3CDTF and ISO 8601,
/// asctime, and what Korean, Greek, Hungarian and database-driven publishers print. Without a zone a date is UTC.
/// Nothing depends on a culture; nothing is allocated.
/// </summary>
internal static class FeedDate
{
    // The ends of the calendar are what publishers' software prints for "no date", and databases take them for infinity.
    private const int FirstYear = 2;
    private const int LastYear = 9998;

    private static readonly TimeSpan FarthestZone = TimeSpan.FromHours(18);

    /// <summary>The time in UTC; false when there is no such time.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        var parts = default(FeedDateParts);
        text = text.Trim();
        var read = NumericFeedDate.TryRead(text, ref parts)
            || IsoFeedDate.TryRead(text, ref parts)
            || NamedFeedDate.TryRead(text, ref parts);
        date = default;
        return read && TryCombine(parts, out date);
    }

    private static bool TryCombine(in FeedDateParts parts, out DateTimeOffset date)
    {
        date = default;
        if (parts.Year is < FirstYear or > LastYear
            || parts.Month is < 1 or > 12
            || parts.Day < 1 || parts.Day > DateTime.DaysInMonth(parts.Year, parts.Month)
            || parts.Zone.Duration() > FarthestZone)
        {
            return false;
        }

        // Hours, minutes and seconds beyond their end carry over, as 24:00 and leap seconds must.
        var midnight = new DateTime(parts.Year, parts.Month, parts.Day, 0, 0, 0, DateTimeKind.Unspecified);
        var time = (((parts.Hour * 60L) + parts.Minute) * 60L + parts.Second) * TimeSpan.TicksPerSecond;
        var local = midnight.AddTicks(time + parts.Ticks);
        date = new DateTimeOffset((local - (parts.Place?.GetUtcOffset(local) ?? parts.Zone)).Ticks, TimeSpan.Zero);
        return true;
    }
}

/// <summary>A date in parts as printed; not checked yet.</summary>
internal struct FeedDateParts
{
    public int Year;
    public int Month;
    public int Day;
    public int Hour;
    public int Minute;
    public int Second;

    /// <summary>Fraction of the second in ticks of 100 ns.</summary>
    public int Ticks;

    /// <summary>Offset from UTC.</summary>
    public TimeSpan Zone;

    /// <summary>A place whose clocks are meant; wins over <see cref="Zone"/>.</summary>
    public TimeZoneInfo? Place;
}
