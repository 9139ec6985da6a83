using System.Buffers;
using System.Text;
using System.Text.Unicode;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>Text that a feed carries as Base64.</summary>
internal static class Base64Text
{
    /// <summary>The text, or null when it is no Base64 or no text (a picture, say).</summary>
    public static string? Decode(ReadOnlySpan<char> printed)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(printed.Length + 4);
        try
        {
            return Convert.TryFromBase64Chars(printed, bytes, out var length) && Utf8.IsValid(bytes.AsSpan(0, length)) && length > 0
                ? HiddenCharacters.Remove(Encoding.UTF8.GetString(bytes, 0, length))
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
