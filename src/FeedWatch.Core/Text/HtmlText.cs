namespace FeedWatch.Core.Text;

/// <summary>Plain text out of HTML.</summary>
public static class HtmlText
{
    /// <summary>The text a reader would see: no markup, scripts, styles, comments or attributes.</summary>
    public static string ToPlainText(string html) => PlainText.Clean(System.Net.WebUtility.HtmlDecode(html));
}
