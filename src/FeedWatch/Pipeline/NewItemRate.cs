namespace FeedWatch.Pipeline;

/// <summary>A feed's rate of new items, as an average that forgets with a time constant of three days.</summary>
public static class NewItemRate
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    /// <summary>Less than this seen of a feed says nothing about it.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromDays(2);

    /// <summary>Takes one successful poll in. The first poll only starts the clock: its items are the archive.</summary>
    public static PollState Observe(PollState state, int newItems, DateTimeOffset now)
    {
        if (state.ObservedSince is null) return state with { ObservedSince = now, ItemsPerDay = 0 };
        var since = state.LastSucceeded is { } last && now > last ? now - last : TimeSpan.Zero;
        return state with { ItemsPerDay = state.ItemsPerDay * Math.Exp(-since / Memory) + newItems / Memory.TotalDays };
    }

    /// <summary>Items per day, or null while too little was seen. A short history is made up for: its average started from zero.</summary>
    public static double? PerDay(PollState state, DateTimeOffset now)
    {
        if (state.ObservedSince is not { } start || now - start < Enough) return null;
        return state.ItemsPerDay / (1 - Math.Exp(-(now - start) / Memory));
    }
}
