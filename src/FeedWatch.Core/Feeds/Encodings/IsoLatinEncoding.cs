using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>The parts of ISO 8859 that the framework does not have, or not as they are now. Only decoding is used.</summary>
internal sealed class IsoLatinEncoding(string name, string upperHalf) : Encoding
{
    public static readonly IsoLatinEncoding Latin6 = new(
        "iso-8859-10",
        "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋ"
        + "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞß"
        + "āáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ");

    public static readonly IsoLatinEncoding Latin8 = new(
        "iso-8859-14",
        "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
        + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶß"
        + "àáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");

    public static readonly IsoLatinEncoding Latin10 = new(
        "iso-8859-16",
        "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸż"
        + "ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
        + "àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ");

    /// <summary>As of 2003: the framework has it as of 1987, before the quotes were those that Greeks write.</summary>
    public static readonly IsoLatinEncoding Greek = new(
        "iso-8859-7",
        "\u00A0‘’£€₯¦§¨©ͺ«¬\u00AD\uFFFD―°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏ"
        + "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήί"
        + "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\uFFFD");

    private const int UpperHalf = 0xA0;

    public override string WebName { get; } = name;

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var at = 0; at < byteCount; at++)
        {
            var value = bytes[byteIndex + at];
            chars[charIndex + at] = value < UpperHalf ? (char)value : upperHalf[value - UpperHalf];
        }

        return byteCount;
    }

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var at = 0; at < charCount; at++)
        {
            var place = upperHalf.IndexOf(chars[charIndex + at], StringComparison.Ordinal);
            var character = chars[charIndex + at];
            bytes[byteIndex + at] = place >= 0 ? (byte)(place + UpperHalf) : character < UpperHalf ? (byte)character : (byte)'?';
        }

        return charCount;
    }

    public override int GetMaxByteCount(int charCount) => charCount;
}
