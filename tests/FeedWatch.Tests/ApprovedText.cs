namespace FeedWatch.Tests;

/// <summary>Compares a text with an approved file of the repository: a change is a diff to review.</summary>
internal static class ApprovedText
{
    /// <summary>With this variable set, the files are written instead of compared.</summary>
    public const string UpdateVariable = "FEEDWATCH_APPROVE";

    /// <param name="file">Path relative to the repository.</param>
    /// <param name="actual">What the program wrote.</param>
    public static void Equal(string file, string actual)
    {
        var path = Path.Combine(Repository.Root, file);
        if (Environment.GetEnvironmentVariable(UpdateVariable) is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(approved == actual, $"{file} is not what the program writes. Look at the difference, then run the tests once with {UpdateVariable}=1.\n{FirstDifference(approved, actual)}");
    }

    private static string FirstDifference(string approved, string actual)
    {
        var lines = approved.Split('\n').Zip(actual.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {lines + 1}\n  approved: {approved.Split('\n').ElementAtOrDefault(lines)}\n  written:  {actual.Split('\n').ElementAtOrDefault(lines)}";
    }
}
