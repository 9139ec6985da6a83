using System.Buffers.Binary;

namespace FeedWatch.Storage;

/// <summary>Item keys are 16-byte hashes: numbers in memory, where thousands of small arrays would be collected one by one, and bytes in the database.</summary>
public static class ItemKeys
{
    public const int Size = 16;

    public static UInt128 ToNumber(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt128BigEndian(key);

    public static byte[] ToBytes(UInt128 key)
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }

    /// <summary>Many keys as one value.</summary>
    public static byte[] Join(IReadOnlyList<UInt128> keys)
    {
        var bytes = new byte[keys.Count * Size];
        for (var i = 0; i < keys.Count; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(i * Size), keys[i]);
        }

        return bytes;
    }

    /// <summary>The keys that <see cref="Join"/> made one.</summary>
    public static IEnumerable<byte[]> Split(byte[] keys) => keys.Chunk(Size);
}
