using System.Text;
using System.Text.RegularExpressions;

namespace FeedWatch.Fetching;

/// <summary>Takes secrets out of what is shown: logs, errors, the page, mails. What is stored and sent stays as it is.</summary>
public static partial class Redaction
{
    private const string Hidden = "***";
    private const int LongestText = 500;

    /// <summary>A URL without its credentials and without the values of parameters that are, or look like, keys.</summary>
    public static string Url(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return url;
        start += 3;
        var end = url.AsSpan(start).IndexOfAny("/?#\\");
        end = end < 0 ? url.Length : start + end;
        var at = url.AsSpan(start, end - start).LastIndexOf('@');
        var rest = at < 0 ? url[start..] : Hidden + url[(start + at)..];
        return url[..start] + Parameter().Replace(rest, Hide);
    }

    /// <summary>A text in which every URL is redacted, control characters are spaces, and which has at most 500 characters.</summary>
    public static string Text(string text)
    {
        var redacted = text.Contains("://", StringComparison.Ordinal) ? AnyUrl().Replace(text, match => Url(match.Value)) : text;
        var clean = new StringBuilder(Math.Min(redacted.Length, LongestText));
        foreach (var letter in redacted)
        {
            if (clean.Length == LongestText - 1)
            {
                clean.Append('…');
                break;
            }

            // U+2028 and U+2029 end a line in some viewers; direction marks can turn a line's meaning round.
            clean.Append(char.IsControl(letter) || letter is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? ' ' : letter);
        }

        return clean.ToString();
    }

    private static string Hide(Match match)
    {
        var value = match.Groups["value"].ValueSpan;
        var isSecret = SecretName().IsMatch(match.Groups["name"].ValueSpan) || LooksLikeKey(value);
        return isSecret && value.Length > 0 ? match.Groups["start"].Value + Hidden : match.Value;
    }

    /// <summary>Long, and a mixture no word or number has.</summary>
    private static bool LooksLikeKey(ReadOnlySpan<char> value)
    {
        if (value.Length < 20) return false;
        var digits = 0;
        var letters = 0;
        foreach (var letter in value)
        {
            if (char.IsAsciiDigit(letter)) digits++;
            else if (char.IsAsciiLetter(letter)) letters++;
            else if (!"-_.~%+/=".Contains(letter, StringComparison.Ordinal)) return false;
        }

        return digits >= 3 && letters >= 3;
    }

    [GeneratedRegex(@"(?<start>[?&;#](?<name>[^=&;#?\s]{1,80})=)(?<value>[^&;#\s]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex("token|key|auth|pass|pwd|secret|sig|session|sid$|jwt|cred|code|hash|bearer|private", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"[a-zA-Z][a-zA-Z0-9+.\-]{0,20}://[^\s""'<>]+", RegexOptions.CultureInvariant)]
    private static partial Regex AnyUrl();
}
