using System.Text;
using FeedWatch.Web.Parts;

namespace FeedWatch.Tests.Web.Parts;

public sealed class RawTextTests
{
    [Fact]
    public void What_cannot_be_seen_is_shown() =>
        Assert.Equal("a␀b\n\tc␛d␍␡‹U+0085›‹U+202E›‹U+FEFF›é 쇄빙선 👩", RawText.Of(Encoding.UTF8.GetBytes("a\0b\n\tc\u001Bd\r\u007F\u0085\u202E\uFEFFé 쇄빙선 👩")));

    [Fact]
    public void Bytes_that_are_no_text_are_shown_by_their_value() =>
        Assert.Equal("caf‹E9› ‹FF›!", RawText.Of([(byte)'c', (byte)'a', (byte)'f', 0xE9, (byte)' ', 0xFF, (byte)'!']));

    [Fact]
    public void Utf16_is_read_where_a_mark_says_so()
    {
        Assert.Equal("‹U+FEFF›<rss/>", RawText.Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<rss/>")]));
        Assert.Equal("‹U+FEFF›<rss/>", RawText.Of([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("<rss/>")]));
    }

    [Fact]
    public void A_character_that_the_cut_goes_through_is_left_out() => Assert.Equal("쇄", RawText.Of(Encoding.UTF8.GetBytes("쇄빙").AsSpan(0, 5)));
}
