using System.Text;

namespace FeedWatch.Tests.Alerts;

/// <summary>
/// A text that was looked at and found good. A change is a diff to review: run the tests with <c>FEEDWATCH_APPROVE=1</c>
/// to take the new text, then look at it.
/// </summary>
internal static class ApprovedFile
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "FeedWatch.Tests", "Alerts", "Approved");

    public static void Check(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("FEEDWATCH_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, text, new UTF8Encoding(false));
        }

        Assert.True(File.Exists(path), $"There is no approved {name} yet.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"));
    }
}
