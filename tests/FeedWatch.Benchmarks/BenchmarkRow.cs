namespace FeedWatch.Benchmarks;

/// <summary>One measured ratio.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ratio">Our speed divided by the limit's, both measured in this run.</param>
/// <param name="Hold">The ratio that must stand.</param>
/// <param name="Aim">The ratio we are going for.</param>
/// <param name="Detail">The figures behind the ratio.</param>
public sealed record BenchmarkRow(string Name, double Ratio, double Hold, double Aim, string Detail);
