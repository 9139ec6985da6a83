using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>Text of any script in a header, as encoded words in UTF-8 (RFC 2047).</summary>
internal static class EncodedWords
{
    private const int LongestWord = 75;
    private const string Start = "=?utf-8?";

    /// <summary>Whether the text can stand in a header as it is.</summary>
    public static bool AreNeededFor(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.Contains("=?", StringComparison.Ordinal)
        || text.Split(' ').Any(word => word.Length > LongestWord);

    /// <summary>The words, each at most 75 characters; a character is never cut in two.</summary>
    /// <param name="firstLimit">Longest first word, so that it fits behind the header's name.</param>
    public static IEnumerable<string> Encode(string text, int firstLimit)
    {
        // Q reads well for a few accents, B is shorter for everything else.
        var isMostlyAscii = text.Count(char.IsAscii) * 4 > text.Length * 3;
        Func<byte[], string> encode = isMostlyAscii ? Q : B;
        var kind = isMostlyAscii ? "Q?" : "B?";
        var limit = firstLimit;
        var bytes = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.Utf8SequenceLength;
            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
            if (Start.Length + kind.Length + encode([.. bytes]).Length + 2 > limit && bytes.Count > length)
            {
                yield return $"{Start}{kind}{encode([.. bytes.SkipLast(length)])}?=";
                bytes.RemoveRange(0, bytes.Count - length);
                limit = LongestWord;
            }
        }

        if (bytes.Count > 0)
        {
            yield return $"{Start}{kind}{encode([.. bytes])}?=";
        }
    }

    private static string B(byte[] bytes) => Convert.ToBase64String(bytes);

    /// <summary>Only letters and digits stay: safe in a phrase as well (RFC 2047 §5).</summary>
    private static string Q(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (var b in bytes)
        {
            _ = b == ' ' ? text.Append('_')
                : char.IsAsciiLetterOrDigit((char)b) ? text.Append((char)b)
                : text.Append('=').Append(Convert.ToHexString([b]));
        }

        return text.ToString();
    }
}
