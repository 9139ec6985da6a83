using System.Buffers.Binary;

namespace FeedWatch.Storage;

/// <summary>Item keys are 16-byte hashes; as numbers they are good dictionary keys.</summary>
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
    public static byte[] Join(IReadOnlyCollection<byte[]> keys)
    {
        var bytes = new byte[keys.Count * Size];
        var at = 0;
        foreach (var key in keys)
        {
            key.CopyTo(bytes, at);
            at += Size;
        }

        return bytes;
    }

    /// <summary>The keys that <see cref="Join"/> made one.</summary>
    public static IEnumerable<byte[]> Split(byte[] keys) => keys.Chunk(Size);
}
