using System.Buffers.Binary;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>Fingerprints as bytes, little-endian: version, genre, counts, language, then features, shingles, sample, slots and headline with their lengths.</summary>
internal static class FingerprintBytes
{
    private const byte Version = 2;
    private const byte LooksBackBit = 0x80;
    private const int HeaderLength = 12;

    /// <summary>Stored by earlier releases, and read until they are forgotten.</summary>
    private const byte WithoutHeadline = 1;
    private const int HeaderLengthWithoutHeadline = 11;

    internal static byte[] Write(StoryFingerprint print)
    {
        var length = HeaderLength + (print.Features.Length * 6) + ((print.Shingles.Length + print.Sample.Length) * 4) + (print.Slots.Length * 8) + (print.Headline.Length * 4);
        var bytes = new byte[length];
        bytes[0] = Version;
        bytes[1] = (byte)((byte)print.Genre | (print.LooksBack ? LooksBackBit : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), print.TitleWords);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), print.BodyWords);
        bytes[6] = (byte)print.Features.Length;
        bytes[7] = (byte)print.Shingles.Length;
        bytes[8] = (byte)print.Sample.Length;
        bytes[9] = (byte)print.Slots.Length;
        bytes[10] = (byte)print.Language;
        bytes[11] = (byte)print.Headline.Length;

        var rest = bytes.AsSpan(HeaderLength);
        foreach (var feature in print.Features)
        {
            Put(ref rest, feature.Hash);
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)feature.Traits);
            rest = rest[2..];
        }

        foreach (var shingle in print.Shingles)
            Put(ref rest, shingle);
        foreach (var shingle in print.Sample)
            Put(ref rest, shingle);
        foreach (var slot in print.Slots)
        {
            Put(ref rest, slot.Context);
            Put(ref rest, slot.Value);
        }

        foreach (var word in print.Headline)
            Put(ref rest, word);

        return bytes;
    }

    internal static StoryFingerprint Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] is not (Version or WithoutHeadline))
            return StoryFingerprint.Empty;
        var (headerLength, words) = bytes[0] == Version ? (HeaderLength, (int)bytes[11]) : (HeaderLengthWithoutHeadline, 0);
        if (bytes.Length != headerLength + (bytes[6] * 6) + ((bytes[7] + bytes[8]) * 4) + (bytes[9] * 8) + (words * 4))
            return StoryFingerprint.Empty;

        var features = new Feature[bytes[6]];
        var shingles = new uint[bytes[7]];
        var sample = new uint[bytes[8]];
        var slots = new Slot[bytes[9]];
        var headline = new uint[words];
        var rest = bytes[headerLength..];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = new Feature(Take(ref rest), (FeatureTraits)BinaryPrimitives.ReadUInt16LittleEndian(rest));
            rest = rest[2..];
        }

        for (var i = 0; i < shingles.Length; i++)
            shingles[i] = Take(ref rest);
        for (var i = 0; i < sample.Length; i++)
            sample[i] = Take(ref rest);
        for (var i = 0; i < slots.Length; i++)
            slots[i] = new Slot(Take(ref rest), Take(ref rest));
        for (var i = 0; i < headline.Length; i++)
            headline[i] = Take(ref rest);

        return new StoryFingerprint
        {
            Genre = (StoryGenre)(bytes[1] & ~LooksBackBit),
            LooksBack = (bytes[1] & LooksBackBit) != 0,
            Language = (Language)bytes[10],
            TitleWords = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
            BodyWords = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]),
            Features = features,
            Shingles = shingles,
            Sample = sample,
            Slots = slots,
            Headline = headline,
        };
    }

    private static void Put(ref Span<byte> rest, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, value);
        rest = rest[4..];
    }

    private static uint Take(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        rest = rest[4..];
        return value;
    }
}
