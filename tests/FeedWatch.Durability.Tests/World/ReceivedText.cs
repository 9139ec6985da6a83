using System.Text;
using System.Text.RegularExpressions;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests.World;

/// <summary>Reads what the oracle needs out of a received mail, with nothing of the program's.</summary>
public static partial class ReceivedText
{
    /// <summary>Tokens of the items that the mail names.</summary>
    public static IReadOnlySet<string> Tokens(ReceivedMail mail) =>
        TokenPattern().Matches(Unquoted(mail.Text)).Select(match => match.Value).ToHashSet();

    /// <summary>The topics in the subject's brackets: <c>[Topic, Other topic] headline</c>.</summary>
    public static IReadOnlySet<string> Topics(ReceivedMail mail) =>
        SubjectPattern().Match(mail.Header("Subject") ?? "").Groups[1].Value.Split(", ").Select(topic => topic.ToLowerInvariant()).ToHashSet();

    /// <summary>Quoted-printable (RFC 2045 section 6.7) for ASCII.</summary>
    private static string Unquoted(string text)
    {
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        return EscapePattern().Replace(joined, match => Encoding.Latin1.GetString([Convert.ToByte(match.Groups[1].Value, 16)]));
    }

    [GeneratedRegex("tk[0-9]{5}[a-z]{8}")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"^\[([^\]]*)\]")]
    private static partial Regex SubjectPattern();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex EscapePattern();
}
