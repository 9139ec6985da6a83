using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FeedWatch.Settings;

/// <summary>A short name for what a configuration says.</summary>
public static class ConfigurationRevision
{
    /// <summary>
    /// Twelve hexadecimal digits; equal on every replica that works with the same settings, wherever its folder lies.
    /// Passwords are left out, because it is shown on the page and a weak one could be guessed from it.
    /// </summary>
    public static string Of(Configuration configuration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var json = new Utf8JsonWriter(new HashWriter(hash)))
        {
            EffectiveConfiguration.Node(configuration).WriteTo(json);
        }

        // Addresses are hidden in the JSON as far as they may hold a token, but another query is another feed.
        foreach (var address in configuration.Feeds.Where(feed => !feed.IsFile).Select(feed => feed.Url)
            .Concat(configuration.Topics.Select(topic => topic.Topic.Deliver.Webhook ?? "")))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(address + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>Hashes what is written, piece by piece: with many topics the whole would be megabytes.</summary>
    private sealed class HashWriter(IncrementalHash hash) : IBufferWriter<byte>
    {
        private byte[] _block = new byte[16 * 1024];

        public void Advance(int count) => hash.AppendData(_block, 0, count);

        public Memory<byte> GetMemory(int sizeHint = 0) => sizeHint <= _block.Length ? _block : _block = new byte[sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
