namespace FeedWatch.Benchmarks;

internal static class Statistics
{
    internal static double Median(this IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
