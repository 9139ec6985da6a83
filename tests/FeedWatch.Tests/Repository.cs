namespace FeedWatch.Tests;

/// <summary>The checkout these tests were built in.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution. Looked for upwards, because a deterministic build hides source paths.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "FeedWatch.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No FeedWatch.sln above the tests."));
}
