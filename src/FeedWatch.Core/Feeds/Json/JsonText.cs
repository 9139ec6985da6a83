using System.Globalization;
using FeedWatch.Core.Feeds.Markup;

namespace FeedWatch.Core.Feeds.Json;

/// <summary>The characters of a JSON string.</summary>
internal static class JsonText
{
    /// <summary>Puts the text of a string value into the buffer. Escapes that are none stay as printed.</summary>
    public static void Read(JsonValue value, TextBuffer buffer)
    {
        buffer.Clear();
        var printed = value.IsString ? value.Printed[1..^1] : value.Printed;
        while (printed.IndexOf((byte)'\\') is var next and >= 0 && next + 1 < printed.Length)
        {
            buffer.AppendPlain(printed[..next]);
            printed = printed[next..];
            printed = printed[AppendEscape(printed, buffer)..];
        }

        buffer.AppendPlain(printed);
    }

    /// <summary>Appends what an escape stands for and returns its length.</summary>
    private static int AppendEscape(ReadOnlySpan<byte> printed, TextBuffer buffer)
    {
        var isCode = printed[1] == 'u' && printed.Length >= 6;
        ushort code = 0;
        if (isCode && ushort.TryParse(printed.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
        {
            buffer.Append([(char)code]);
            return 6;
        }

        var character = (char)printed[1] switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' or 'f' => ' ',
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            _ => '\0',
        };
        if (character == '\0')
        {
            buffer.Append("\\");
            return 1;
        }

        buffer.Append([character]);
        return 2;
    }
}
