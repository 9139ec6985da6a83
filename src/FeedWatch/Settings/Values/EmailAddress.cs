using System.Globalization;
using System.Text;
using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Values;

/// <summary>One address for the mail envelope (RFC 5321 section 4.1.2, without quoted local parts and address literals).</summary>
internal static class EmailAddress
{
    private const string SpecialInLocal = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>The address with its domain in ASCII (punycode), or the reason why it is none.</summary>
    public static (string? Address, Fault? Fault) Read(string text)
    {
        var trimmed = text.Trim(' ');
        if (FaultOf(trimmed) is { } fault) return (null, fault);

        var at = trimmed.LastIndexOf('@');
        var domain = AsciiDomain(trimmed[(at + 1)..]);
        if (domain is null) return (null, new Fault($"\"{Shown(text)}\" has no valid domain after the @.", "Write an address such as desk@example.org."));
        var address = trimmed[..(at + 1)] + domain;
        if (address.Length > 254) return (null, new Fault("The address is longer than 254 characters.", "Write an address a mail server accepts (RFC 5321)."));
        return (address, null);
    }

    public static Fault? Check(string text) => Read(text).Fault;

    /// <summary>A From header: <c>Name &lt;address&gt;</c> or an address alone.</summary>
    public static Fault? CheckMailbox(string text)
    {
        const string remedy = "Write \"FeedWatch <feedwatch@example.org>\" or an address alone.";
        if (text.Any(char.IsControl)) return new Fault("A line break or control character stands in the address.", remedy);
        var open = text.IndexOf('<');
        if (open < 0) return Check(text);
        if (!text.EndsWith('>') || text.Count(c => c is '<' or '>') != 2) return new Fault($"\"{Shown(text)}\" is no name with one address in < >.", remedy);
        return Check(text[(open + 1)..^1]);
    }

    private static Fault? FaultOf(string text)
    {
        const string example = "Write an address such as desk@example.org.";
        if (text.Length == 0) return new Fault("The address is empty.", example);
        if (text.Any(char.IsControl)) return new Fault("A line break or control character stands in the address.", "Write one address, and nothing else, in each text.");
        if (text.Length > 254) return new Fault("The address is longer than 254 characters.", "Write an address a mail server accepts (RFC 5321).");
        if (text.IndexOfAny([',', ';']) >= 0 && text.Count(c => c == '@') > 1) return new Fault($"\"{Shown(text)}\" holds several addresses.", "Write each address as a text of its own: [\"a@example.org\", \"b@example.org\"].");
        if (text.IndexOfAny(['<', '>']) >= 0) return new Fault($"\"{Shown(text)}\" is written with < >.", $"Write the address alone: {Inside(text)}.");
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) return new Fault($"\"{Shown(text)}\" begins with mailto:.", $"Write {text[7..]}.");

        var at = text.LastIndexOf('@');
        if (at < 0) return new Fault($"\"{Shown(text)}\" has no @.", example);
        if (text.Contains(' ', StringComparison.Ordinal)) return new Fault($"\"{Shown(text)}\" has a blank in it.", "Write each address as a text of its own, without blanks.");

        var local = text[..at];
        var valid = local.Length is > 0 and <= 64
            && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && local.All(c => char.IsLetterOrDigit(c) || char.IsHighSurrogate(c) || char.IsLowSurrogate(c) || SpecialInLocal.Contains(c, StringComparison.Ordinal) || IsMark(c));
        return valid ? null : new Fault($"\"{Shown(text)}\" has no valid name before the @.", "Quoted names (\"a b\"@example.org) are not supported; write an address such as desk@example.org.");
    }

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The domain in ASCII (punycode), or null when it is none. Mails ask it as well: what was valid when it was read is valid when it is sent.</summary>
    internal static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = Ascii.IsValid(domain) ? domain : new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
            var labels = ascii.Split('.');
            return labels.All(IsLabel) ? ascii.ToLowerInvariant() : null;
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping: no domain name
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Inside(string text)
    {
        var open = text.IndexOf('<');
        var close = text.IndexOf('>');
        return open >= 0 && close > open + 1 ? text[(open + 1)..close] : "desk@example.org";
    }

    private static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
