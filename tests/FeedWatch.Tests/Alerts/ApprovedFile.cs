using System.Text;

namespace FeedWatch.Tests.Alerts;

/// <summary>
/// A text that was looked at and found good. A change is a diff to review: run the tests with <c>FEEDWATCH_APPROVE=1</c>
/// to take the new text, then look at it.
/// </summary>
internal static class ApprovedFile
{
    public static void Check(string name, string text)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("FEEDWATCH_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(path, text, new UTF8Encoding(false));
        }

        Assert.True(File.Exists(path), $"There is no approved {name} yet.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FeedWatch.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "FeedWatch.Tests", "Alerts", "Approved");
    }
}
