namespace FeedWatch.Alerts.Rendering;

/// <summary>
/// Looks of a mail. Every element carries its style inline, since some programs drop style sheets; the sheet only adds dark
/// mode and small screens for those that keep it.
/// </summary>
internal static class MailStyle
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif;";

    public const string Page = "margin:0;padding:0;background-color:#f3f4f6;-webkit-text-size-adjust:100%;";
    public const string Hidden = "display:none;max-height:0;overflow:hidden;opacity:0;";
    public const string Card = "background-color:#ffffff;border:1px solid #d8dee4;border-radius:8px;padding:20px 24px;" + Text;
    public const string Text = Font + "font-size:16px;line-height:1.5;color:#1f2328;overflow-wrap:anywhere;";
    public const string Introduction = Text + "padding:4px 24px 12px 24px;";
    public const string Topics = "margin:0 0 4px 0;font-size:13px;line-height:1.4;font-weight:600;color:#59636e;";
    public const string Headline = "margin:0 0 4px 0;font-size:20px;line-height:1.3;font-weight:700;color:#1f2328;";
    public const string Link = "color:#0b57d0;text-decoration:underline;";
    public const string HeadlineLink = "color:#0b57d0;text-decoration:none;";
    public const string Muted = "margin:0 0 12px 0;font-size:14px;line-height:1.4;color:#59636e;";
    public const string MutedInline = "font-size:14px;color:#59636e;";
    public const string Quote = "margin:0 0 12px 0;padding:2px 0 2px 14px;border-left:3px solid #d8dee4;font-size:16px;line-height:1.55;color:#1f2328;";
    public const string Mark = "background-color:#fff0a8;color:#1f2328;font-weight:700;padding:0 2px;border-radius:2px;";
    public const string Heading = "margin:16px 0 4px 0;font-size:14px;line-height:1.4;font-weight:700;color:#1f2328;";
    public const string List = "margin:0;padding:0 0 0 20px;font-size:14px;line-height:1.5;color:#1f2328;";
    public const string Item = "margin:0 0 4px 0;";
    public const string StoryPage = "margin:12px 0 0 0;font-size:14px;line-height:1.4;";
    public const string Foot = Font + "font-size:13px;line-height:1.5;color:#59636e;padding:12px 24px 24px 24px;";

    public const string Sheet = """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 600px) {
          .outer { padding: 8px 0 !important; }
          .card { padding: 16px !important; border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
          .aside { padding-left: 16px !important; padding-right: 16px !important; }
          .headline { font-size: 19px !important; }
        }
        @media (prefers-color-scheme: dark) {
          .page { background-color: #14171a !important; }
          .card { background-color: #1e2227 !important; border-color: #3a4149 !important; color: #e6e8eb !important; }
          .text { color: #e6e8eb !important; }
          .muted { color: #a7afb8 !important; }
          .link { color: #8ab4f8 !important; }
          .quote { color: #e6e8eb !important; border-color: #4a525b !important; }
          .mark { background-color: #665200 !important; color: #fff4c8 !important; }
        }
        """;

    // Outlook on Windows lays out with Word, which knows no max-width: there a fixed table holds the column.
    public const string OutlookColumnStart = "<!--[if mso]><table role=\"presentation\" width=\"640\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->";
    public const string OutlookColumnEnd = "<!--[if mso]></td></tr></table><![endif]-->";

    /// <summary>Korean breaks between words, which a browser only does when asked.</summary>
    public static string KeepWords(string text) => text.Any(c => c is >= '\uac00' and <= '\ud7a3') ? "word-break:keep-all;" : "";
}
