using System.Globalization;
using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>Encodings by the names that headers and declarations give them.</summary>
internal static class EncodingLabel
{
    static EncodingLabel() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// The encoding a label means, or null when none is known by it. As in the WHATWG Encoding Standard the narrow ones mean the
    /// wide ones that grew out of them: whoever writes <c>iso-8859-1</c> or <c>euc-kr</c> uses the letters of
    /// <c>windows-1252</c> and <c>windows-949</c>. UTF-7 is refused: it hides markup from everyone who looks at the bytes.
    /// </summary>
    public static Encoding? Find(string? label)
    {
        const int Longest = 64;
        if (string.IsNullOrWhiteSpace(label) || label.Length > Longest)
        {
            return null;
        }

        var name = label.Trim().Trim('"', '\'').ToLowerInvariant().Replace('_', '-');
        return name switch
        {
            "utf8" or "unicode-1-1-utf-8" or "u8" or "utf-8-sig" or "utf8mb4" => Encoding.UTF8,
            "utf-7" or "utf7" or "unicode-1-1-utf-7" or "csunicode11utf7" or "x-utf-7" => null,
            "ascii" or "us-ascii" or "ansi-x3.4-1968" or "646" or "l1" or "latin1" or "latin-1" or "iso8859-1" or "iso-8859-1"
                or "iso88591" or "8859-1" or "cp1252" or "ansi" or "windows1252" => CodePage(1252),
            "iso-8859-9" or "iso8859-9" or "latin5" or "l5" => CodePage(1254),
            "iso-8859-10" or "iso8859-10" or "latin6" or "l6" => IsoLatinEncoding.Latin6,
            "iso-8859-14" or "iso8859-14" or "latin8" or "l8" or "iso-celtic" => IsoLatinEncoding.Latin8,
            "iso-8859-16" or "iso8859-16" or "latin10" or "l10" => IsoLatinEncoding.Latin10,
            "iso-8859-11" or "iso8859-11" or "tis-620" or "tis620" or "dos-874" or "cp874" => CodePage(874),
            "euc-kr" or "euckr" or "cp949" or "ms949" or "uhc" or "windows-949" or "949" or "korean" or "ksc5601" or "ks-c-5601"
                or "ks-c-5601-1987" or "ks-c-5601-1989" or "ksc-5601" or "x-windows-949" or "csksc56011987" or "iso-ir-149"
                => CodePage(949),
            "shift-jis" or "shiftjis" or "sjis" or "x-sjis" or "ms-kanji" or "windows-31j" or "ms932" or "cp932" or "932"
                => CodePage(932),
            "euc-jp" or "eucjp" or "x-euc-jp" or "x-euc" => CodePage(51932),
            "gb2312" or "gbk" or "gb18030" or "cp936" or "936" or "ms936" or "x-gbk" or "euc-cn" or "gb-2312-80" or "chinese"
                => CodePage(54936),
            "big5" or "big-5" or "big5-hkscs" or "big5hkscs" or "x-x-big5" or "cn-big5" or "cp950" or "950" => CodePage(950),
            "koi8" or "koi" or "koi8-ru" => CodePage(20866),
            "macintosh" or "mac" or "x-mac-roman" or "csmacintosh" or "mac-roman" => CodePage(10000),
            _ => ByName(name),
        };
    }

    private static Encoding? ByName(string name)
    {
        var spelled = name.Replace("iso8859", "iso-8859", StringComparison.Ordinal);
        if (Try(() => Encoding.GetEncoding(spelled, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)) is { } found)
        {
            return found is UTF7Encoding ? null : found;
        }

        // cp437, ibm1140, csibm500, windows1250: the number is the code page.
        var number = name.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz-");
        var isPage = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 37 and < 65_000;
        return isPage ? CodePage(page) : null;
    }

    private static Encoding? CodePage(int page) =>
        Try(() => Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback));

    /// <summary>The framework has no way to ask whether it knows an encoding.</summary>
    private static Encoding? Try(Func<Encoding> get)
    {
        try
        {
            return get();
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
