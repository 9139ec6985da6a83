using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>Encodings by the names that headers and declarations give them.</summary>
internal static class EncodingLabel
{
    /// <summary>
    /// Code pages and their names, of which only letters and digits count. As in the WHATWG Encoding Standard the narrow ones mean the
    /// wide ones that grew out of them: whoever writes <c>iso-8859-1</c> or <c>euc-kr</c> uses the letters of <c>windows-1252</c> and
    /// <c>windows-949</c>. What the framework knows by itself is not here.
    /// </summary>
    private static readonly string[] Rows =
    [
        "65001 utf8 unicode11utf8 u8 utf8sig utf8mb4",
        "37 ebcdiccpus ebcdiccpca ebcdiccpwt ebcdiccpnl ibm039",
        "437 cspc8codepage437",
        "500 ebcdiccpbe ebcdiccpch",
        "775 cspc775baltic",
        "850 cspc850multilingual",
        "852 cspcp852",
        "861 cpis",
        "862 cspc862latinhebrew",
        "869 cpgr",
        "874 iso885911 tis620 tis6200 tis62025290 tis62025291 dos874 cp874 thai isoir166",
        "932 shiftjis sjis xsjis mskanji windows31j ms932 cp932 932",
        "949 euckr cp949 ms949 uhc windows949 949 korean ksc5601 ksc56011987 ksc56011989 xwindows949 csksc56011987 isoir149 ksx1001",
        "950 big5 big5hkscs hkscs xxbig5 cnbig5 big5tw csbig5 cp950 ms950 950 xmactradchinese",
        "1250 msee",
        "1251 mscyrl",
        "1252 ascii usascii ansix341968 646 latin latin1 l1 iso88591 iso8859 88591 8859 cp1252 ansi msansi windows1252",
        "1253 msgreek",
        "1254 msturk iso88599 latin5 l5",
        "1255 mshebr",
        "1256 msarab",
        "1257 winbaltrim",
        "10000 macintosh mac xmacroman csmacintosh macroman",
        "10006 macgreek",
        "10007 maccyrillic",
        "10029 maccentraleurope maccenteuro maclatin2",
        "10079 maciceland",
        "10081 macturkish",
        "20273 273 cp273 ibm273",
        "20424 424 cp424 ibm424",
        "20866 koi8 koi koi8ru",
        "28603 latin7 l7",
        "50220 iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 iso2022jpext csiso2022jp",
        "50225 iso2022kr csiso2022kr",
        "51932 eucjp xeucjp xeuc ujis",
        "52936 hz hzgb hzgb2312",
        "54936 gb2312 gb231280 gb23121980 gbk gb18030 gb180302000 cp936 ms936 936 xgbk euccn eucgb2312cn chinese xmacsimpchinese",
    ];

    private static readonly FrozenDictionary<string, int> Pages = Rows
        .Select(row => row.Split(' '))
        .SelectMany(row => row[1..].Select(name => (name, Page: int.Parse(row[0], CultureInfo.InvariantCulture))))
        .ToFrozenDictionary(row => row.name, row => row.Page);

    static EncodingLabel() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding a label means, or null when none is known by it. UTF-7 is refused: it hides markup from everyone who looks at the bytes.</summary>
    public static Encoding? Find(string? label)
    {
        const int Longest = 64;
        if (string.IsNullOrWhiteSpace(label) || label.Length > Longest)
        {
            return null;
        }

        var name = WithoutYear(label.Trim().Trim('"', '\'').ToLowerInvariant().Replace('_', '-'));
        var letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        if (Pages.TryGetValue(letters, out var page))
        {
            return page == Encoding.UTF8.CodePage ? Encoding.UTF8 : CodePage(page);
        }

        return letters switch
        {
            "utf7" or "unicode11utf7" or "csunicode11utf7" or "xutf7" => null,
            "iso88597" or "greek" or "greek8" or "ecma118" or "elot928" or "isoir126" or "csisolatingreek" => IsoLatinEncoding.Greek,
            "iso885910" or "latin6" or "l6" => IsoLatinEncoding.Latin6,
            "iso885914" or "latin8" or "l8" or "isoceltic" or "isoir199" => IsoLatinEncoding.Latin8,
            "iso885916" or "latin10" or "l10" or "isoir226" => IsoLatinEncoding.Latin10,
            _ => ByName(name),
        };
    }

    /// <summary>The registered names end in a year: <c>ISO_8859-5:1988</c>.</summary>
    private static string WithoutYear(string name)
    {
        var isDated = name.StartsWith("iso", StringComparison.Ordinal) && name.Length > 5 && name[^5] is ':' or '-' && name[^4] is '1' or '2'
            && int.TryParse(name.AsSpan(name.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1980 and < 2004;
        return isDated && name.Contains("8859", StringComparison.Ordinal) ? name[..^5] : name;
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
