namespace FeedWatch.Web.Parts;

/// <summary>As much of a list as a page shows.</summary>
/// <param name="All">How many there are.</param>
public sealed record Shown<TOne>(IReadOnlyList<TOne> First, int All)
{
    /// <summary>How many are left out.</summary>
    public int More => All - First.Count;
}

/// <inheritdoc cref="Shown{TOne}"/>
public static class Shown
{
    public static Shown<TOne> Of<TOne>(IReadOnlyList<TOne> all, int most) => new([.. all.Take(most)], all.Count);
}
