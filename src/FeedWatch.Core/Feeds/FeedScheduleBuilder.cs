using System.Globalization;

namespace FeedWatch.Core.Feeds;

/// <summary>Gathers what a publisher asks of pollers. What cannot be read asks for nothing.</summary>
internal sealed class FeedScheduleBuilder
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private readonly SortedSet<int> _skipHours = [];
    private readonly SortedSet<DayOfWeek> _skipDays = [];
    private TimeSpan? _timeToLive;
    private TimeSpan? _updatePeriod;
    private int _updateFrequency = 1;

    /// <summary>RSS 2.0 <c>ttl</c>: minutes.</summary>
    public void SetTimeToLive(ReadOnlySpan<char> text)
    {
        if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes > 0)
        {
            _timeToLive = TimeSpan.FromMinutes(Math.Min(minutes, Longest.TotalMinutes));
        }
    }

    /// <summary>RSS 1.0 <c>sy:updatePeriod</c>.</summary>
    public void SetUpdatePeriod(string text) => _updatePeriod = text.ToLowerInvariant() switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        "monthly" => TimeSpan.FromDays(30),
        "yearly" => Longest,
        _ => null,
    };

    /// <summary>RSS 1.0 <c>sy:updateFrequency</c>: so many times in a period.</summary>
    public void SetUpdateFrequency(ReadOnlySpan<char> text)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times > 0)
        {
            _updateFrequency = times;
        }
    }

    /// <summary>RSS 2.0 <c>skipHours</c>; 0.91 counted them from 1 to 24.</summary>
    public void AddSkipHour(ReadOnlySpan<char> text)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 24)
        {
            _skipHours.Add(hour % 24);
        }
    }

    /// <summary>RSS 2.0 <c>skipDays</c>: English names.</summary>
    public void AddSkipDay(string text)
    {
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (text.Equals(day.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                _skipDays.Add(day);
            }
        }
    }

    public FeedSchedule Build()
    {
        var period = _updatePeriod / _updateFrequency;
        var interval = _timeToLive > period || period is null ? _timeToLive : period;
        return interval is null && _skipHours.Count == 0 && _skipDays.Count == 0
            ? FeedSchedule.None
            : new FeedSchedule(interval, [.. _skipHours], [.. _skipDays]);
    }
}
