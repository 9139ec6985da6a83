using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds.Encodings;

public class FeedEncodingTests
{
    private const string Korean = "한국 뉴스 똠방각하";
    private const string Japanese = "日本語のニュースです、カタカナ";

    static FeedEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Label, code page to write with, text.</summary>
    public static TheoryData<string, int, string> Labels => new()
    {
        { "utf-8", 65001, "café 한국 😀" },
        { "UTF8", 65001, "café" },
        { "us-ascii", 1252, "café “x”" },
        { "iso-8859-1", 1252, "café “x” €" },
        { "latin1", 1252, "café" },
        { "windows-1252", 1252, "café €" },
        { "windows-1250", 1250, "Żółć říše" },
        { "windows-1251", 1251, "Новости дня" },
        { "cp1251", 1251, "Новости" },
        { "windows-1253", 1253, "Ειδήσεις" },
        { "windows-1254", 1254, "İstanbul ğüş" },
        { "windows-1255", 1255, "חדשות" },
        { "windows-1256", 1256, "أخبار" },
        { "windows-1257", 1257, "žinios ąčę" },
        { "windows-1258", 1258, "Tin đ ơ ư" },
        { "iso-8859-2", 28592, "Żółć" },
        { "iso-8859-3", 28593, "Ħĝĵ" },
        { "iso-8859-4", 28594, "ķļņ" },
        { "iso-8859-5", 28595, "Новости" },
        { "iso-8859-6", 28596, "أخبار" },
        { "iso-8859-7", 28597, "Ειδήσεις" },
        { "iso-8859-8", 28598, "חדשות" },
        { "iso-8859-9", 1254, "İstanbul" },
        { "iso-8859-13", 28603, "žąč" },
        { "iso-8859-15", 28605, "Šœ€" },
        { "koi8-r", 20866, "Новости" },
        { "koi8-u", 21866, "Новини ї" },
        { "tis-620", 874, "ข่าว" },
        { "iso-8859-11", 874, "ข่าว" },
        { "macintosh", 10000, "café" },
        { "euc-kr", 949, Korean },
        { "cp949", 949, Korean },
        { "uhc", 949, Korean },
        { "windows-949", 949, Korean },
        { "ks_c_5601-1987", 949, Korean },
        { "Shift_JIS", 932, Japanese },
        { "windows-31j", 932, Japanese },
        { "euc-jp", 51932, Japanese },
        { "iso-2022-jp", 50220, "日本語" },
        { "gb2312", 936, "中文新闻" },
        { "gbk", 936, "中文新闻" },
        { "gb18030", 54936, "中文新闻 €" },
        { "big5", 950, "中文新聞" },
        { "cp437", 437, "café" },
        { "ISO_8859-5:1988", 28595, "Новости" },
        { "iso-8859-2-1987", 28592, "Żółć" },
        { "ujis", 51932, Japanese },
        { "MS_Kanji", 932, Japanese },
        { "ISO2022_JP", 50220, "日本語" },
        { "EUC-CN", 936, "中文新闻" },
        { "big5-tw", 950, "中文新聞" },
        { "KS_X_1001", 949, Korean },
        { "thai", 874, "ข่าว" },
        { "latin7", 28603, "žąč" },
        { "x-mac-cyrillic", 10007, "Новости" },
        { "cspc850multilingual", 850, "café" },
        { "ibm850", 850, "café" },
        { "utf-16", 1200, "café 한국" },
        { "utf-16le", 1200, "café" },
        { "utf-16be", 1201, "café" },
        { "utf-32", 12000, "café 😀" },
        { "utf-32be", 12001, "café" },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void A_declared_encoding_is_read(string label, int codePage, string text)
    {
        var document = $"<?xml version=\"1.0\" encoding=\"{label}\"?><rss version=\"2.0\"><channel><item><title>{text}</title></item></channel></rss>";
        var encoding = Encoding.GetEncoding(codePage);

        var plain = FeedSample.Parse(encoding.GetBytes(document));

        Assert.Equal(text, Assert.Single(plain.Items).Title);
        Assert.False(plain.IsDegraded);
        var withMark = FeedSample.Parse([.. encoding.GetPreamble(), .. encoding.GetBytes(document)]);
        Assert.Equal(text, Assert.Single(withMark.Items).Title);
    }

    [Theory]
    [InlineData("iso-8859-10", new byte[] { 0xAF, 0xBF }, "Ŋŋ")]
    [InlineData("iso-8859-14", new byte[] { 0xA1, 0xD7 }, "ḂṪ")]
    [InlineData("iso-8859-16", new byte[] { 0xAA, 0xDE }, "ȘȚ")]
    public void Parts_of_iso_8859_that_the_framework_lacks_are_read(string label, byte[] letters, string expected)
    {
        byte[] document = [.. Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='{label}'?><rss><channel><item><title>"), .. letters, .. "</title></item></channel></rss>"u8];

        Assert.Equal(expected, FeedSample.Parse(document).Items[0].Title);
    }

    [Fact]
    public void Ebcdic_is_read()
    {
        var document = Encoding.GetEncoding(500).GetBytes("<?xml version='1.0' encoding='ebcdic-cp-be'?><rss><channel><item><title>old [café]</title></item></channel></rss>");

        Assert.Equal("old [café]", FeedSample.Parse(document).Items[0].Title);
    }

    [Theory]
    // Byte order mark, then the header, then the declaration, then UTF-8.
    [InlineData("application/xml; charset=windows-1251", "koi8-r", 1251)]
    [InlineData("text/xml; charset=\"koi8-r\"", "windows-1251", 20866)]
    [InlineData("text/xml;charset='euc-kr'; q=1", null, 949)]
    [InlineData("text/xml", "windows-1251", 1251)]
    [InlineData("application/rss+xml", "koi8-r", 20866)]
    [InlineData("application/xml; charset=x-foo", "windows-1251", 1251)]
    [InlineData("application/xml; charset=utf-16", "windows-1251", 1251)]
    [InlineData("text/xml; charset=iso-8859-1", "utf-8", 65001)]
    [InlineData("text/xml; charset=us-ascii", null, 65001)]
    [InlineData("text/html; charset=euc-kr", "euc-kr", 65001)]
    [InlineData(null, null, 65001)]
    [InlineData("; ;charset", null, 65001)]
    public void The_header_counts_before_the_declaration(string? contentType, string? declared, int codePage)
    {
        var text = codePage == 949 ? Korean : "Новости дня";
        var declaration = declared is null ? "" : $"<?xml version='1.0' encoding='{declared}'?>";
        var document = Encoding.GetEncoding(codePage).GetBytes($"{declaration}<rss><channel><item><title>{text}</title></item></channel></rss>");

        Assert.Equal(text, FeedSample.Parse(document, contentType).Items[0].Title);
    }

    [Fact]
    public void A_byte_order_mark_counts_before_all()
    {
        byte[] document = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='koi8-r'?><rss><channel><item><title>é</title></item></channel></rss>")];

        Assert.Equal("é", FeedSample.Parse(document, "text/xml; charset=windows-1251").Items[0].Title);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("x-foo")]
    [InlineData("utf-7")]
    public void Utf8_under_a_wrong_label_is_read_all_the_same(string label)
    {
        var feed = FeedSample.Parse(Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='{label}'?><rss><channel><item><title>é +ADw-x+AD4-</title></item></channel></rss>"));

        Assert.Equal("é +ADw-x+AD4-", feed.Items[0].Title);
        Assert.Contains(feed.Problems, problem => problem.Code == FeedProblemCodes.BadEncoding);
        Assert.True(feed.IsDegraded);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32le")]
    [InlineData("utf-7")]
    [InlineData("koi8-r")]
    public void Utf8_with_its_mark_is_read_under_any_label(string label)
    {
        byte[] document = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='{label}'?><rss><channel><item><title>é</title></item></channel></rss>")];

        Assert.Equal("é", FeedSample.Parse(document, $"text/xml; charset={label}").Items[0].Title);
    }

    [Theory]
    [InlineData("<meta charset='windows-1251'>")]
    [InlineData("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">")]
    public void A_meta_element_counts_where_nothing_else_says_the_encoding(string meta)
    {
        var document = Encoding.GetEncoding(1251).GetBytes($"<!-- {meta} --><rss><channel><item><title>ё</title></item></channel></rss>");

        Assert.Equal("ё", FeedSample.Parse(document).Items[0].Title);
    }

    [Fact]
    public void Bytes_of_two_encodings_in_one_document_cost_letters_and_no_item()
    {
        byte[] document = [.. Encoding.UTF8.GetBytes("<rss><channel><item><title>déjà vu, naïve, façade</title></item><item><title>"), .. Encoding.GetEncoding(1252).GetBytes("Café"), .. "</title></item><item><title>CafÃ©</title></item></channel></rss>"u8];

        var titles = FeedSample.Parse(document).Items.Select(item => item.Title).ToList();

        Assert.Equal(3, titles.Count);
        Assert.Equal("déjà vu, naïve, façade", titles[0]);
        Assert.StartsWith("Caf", titles[1], StringComparison.Ordinal);
        Assert.Equal("CafÃ©", titles[2]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData(null)]
    public void One_bad_byte_costs_one_character(string? declared)
    {
        var declaration = declared is null ? "" : $"<?xml version='1.0' encoding='{declared}'?>";
        byte[] document = [.. Encoding.UTF8.GetBytes(declaration + "<rss><channel><item><title>é"), 0xE9, .. Encoding.UTF8.GetBytes("é</title></item><item><title>two</title></item></channel></rss>")];

        var feed = FeedSample.Parse(document);

        Assert.Equal(["é\uFFFDé", "two"], feed.Items.Select(item => item.Title));
        Assert.Contains(feed.Problems, problem => problem.Code == FeedProblemCodes.BadBytes);
        Assert.True(feed.IsDegraded);
    }

    [Theory]
    [InlineData("euc-kr", 949)]
    [InlineData("shift_jis", 932)]
    [InlineData("euc-jp", 51932)]
    [InlineData("gb18030", 54936)]
    [InlineData("big5", 950)]
    public void A_lead_byte_alone_does_not_swallow_the_markup(string label, int codePage)
    {
        byte[] document = [.. Encoding.GetEncoding(codePage).GetBytes($"<?xml version='1.0' encoding='{label}'?><rss><channel><item><title>中x"), 0x9D, .. "</title></item><item><title>two</title></item></channel></rss>"u8];

        Assert.Equal(["中x\uFFFD", "two"], FeedSample.Parse(document).Items.Select(item => item.Title));
    }

    [Theory]
    [InlineData(1252, "Café à la crème – “déjà vu”", null)]
    [InlineData(949, "국방 산업 협력 협의체 신설 합의", null)]
    [InlineData(51932, Japanese, null)]
    [InlineData(932, Japanese, null)]
    [InlineData(54936, "新华社今天发布了一条新闻消息", null)]
    [InlineData(950, "中央社今天發布了一則新聞消息", null)]
    [InlineData(1251, "Новости дня и погода на завтра", null)]
    [InlineData(20866, "Новости дня и погода на завтра", null)]
    [InlineData(1255, "חדשות היום ומזג האוויר למחר", null)]
    [InlineData(1253, "Ειδήσεις", "el")]
    [InlineData(874, "ข่าว", "th")]
    [InlineData(1250, "Żółć gęślą jaźń", "pl")]
    [InlineData(949, "뉴스", "ko")]
    public void An_encoding_that_is_not_declared_is_guessed(int codePage, string text, string? language)
    {
        var document = $"<rss><channel>{(language is null ? "" : $"<language>{language}</language>")}<item><title>{text}</title></item></channel></rss>";

        Assert.Equal(text, FeedSample.Parse(Encoding.GetEncoding(codePage).GetBytes(document)).Items[0].Title);
    }

    [Fact]
    public void Json_is_read_in_utf16_as_well()
    {
        var json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"title\":\"é\"}]}";

        Assert.Equal("é", FeedSample.Parse(Encoding.Unicode.GetBytes(json)).Items[0].Title);
        Assert.Equal("é", FeedSample.Parse([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)]).Items[0].Title);
    }

    [Fact]
    public void Greek_quotes_are_those_of_today()
    {
        byte[] document = [.. "<?xml version='1.0' encoding='iso-8859-7'?><rss><channel><item><title>"u8, 0xA1, 0xC5, 0xA2, 0x20, 0xA4, .. "</title></item></channel></rss>"u8];

        Assert.Equal("‘Ε’ €", FeedSample.Parse(document).Items[0].Title);
    }

    [Fact]
    public void Valid_utf8_is_not_copied()
    {
        byte[] document = Encoding.UTF8.GetBytes("<rss><channel><item><title>é</title></item></channel></rss>");

        var decoded = FeedWatch.Core.Feeds.Encodings.FeedEncoding.Decode(document, "application/rss+xml");

        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(decoded.Text, out var segment));
        Assert.Same(document, segment.Array);
    }
}
