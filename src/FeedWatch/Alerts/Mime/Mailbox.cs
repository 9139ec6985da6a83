using FeedWatch.Settings.Values;

namespace FeedWatch.Alerts.Mime;

/// <summary>A mail address with an optional name: <c>FeedWatch &lt;feedwatch@example.org&gt;</c> (RFC 5322 §3.4).</summary>
public sealed record Mailbox
{
    private Mailbox(string? name, string localPart, string domain) => (Name, LocalPart, Domain) = (name, localPart, domain);

    /// <summary>The display name, cleaned; null when there is none.</summary>
    public string? Name { get; }

    public string LocalPart { get; }

    /// <summary>In ASCII; a domain in another script is punycode here.</summary>
    public string Domain { get; }

    /// <summary>The address as it goes over the wire.</summary>
    public string Address => $"{LocalPart}@{Domain}";

    /// <summary>Only a local part has no ASCII form of its own (RFC 6531).</summary>
    public bool NeedsSmtpUtf8 => LocalPart.AsSpan().ContainsAnyExceptInRange('\0', '\x7f');

    /// <summary>One mailbox, or null when the text is none, or more than one.</summary>
    public static Mailbox? Parse(string text)
    {
        text = text.Trim();
        return text.EndsWith('>') && text.LastIndexOf('<') is var open and >= 0 && !text.Any(char.IsControl)
            ? Parse(text[(open + 1)..^1].Trim(' '), HeaderText.Clean(text[..open]).Trim('"'))
            : ParseAddress(text);
    }

    /// <summary>An address alone, as an envelope has it; null when the text is anything else.</summary>
    public static Mailbox? ParseAddress(string text) => Parse(text, name: null);

    private static Mailbox? Parse(string text, string? name)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || text.Length > 254 || at > 64 || !IsLocalPart(text[..at]) || EmailAddress.AsciiDomain(text[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        return new Mailbox(string.IsNullOrEmpty(name) ? null : name, text[..at], domain);
    }

    /// <summary>A dot-atom or a quoted string without controls: nothing that could end the command or the header it stands in.</summary>
    private static bool IsLocalPart(string text)
    {
        if (text is ['"', _, .., '"'])
        {
            var quoted = text.AsSpan(1, text.Length - 2);
            return !quoted.ContainsAny("\"\\<>") && quoted.IndexOfAnyInRange('\0', '\x1f') < 0 && !quoted.Contains('\x7f');
        }

        return text.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtomCharacter));
    }

    private static bool IsAtomCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c) || (c > '\x7f' && HeaderText.Clean(c.ToString()).Length > 0);
}
