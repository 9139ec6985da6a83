using FeedWatch.Durability.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace FeedWatch.Durability.Tests;

/// <summary>The classes that take longest begin, so that none of them runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(ProcessTests), nameof(DatabaseTroubleTests), nameof(DiskFullTests), nameof(FaultSweepTests), nameof(LateCrashPointsOnPostgresTests), nameof(MailTroubleTests),
        nameof(SoakTests), nameof(StatementCrashesOnPostgresTests), nameof(StatementCrashesOnSqliteTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length)];
}
