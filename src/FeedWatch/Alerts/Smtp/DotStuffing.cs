using System.Buffers;

namespace FeedWatch.Alerts.Smtp;

/// <summary>The transparency procedure of RFC 5321 §4.5.2.</summary>
internal static class DotStuffing
{
    /// <summary>
    /// The message as it goes after 354, without the final dot line: a line that starts with a dot gets another one, and
    /// every line ends with CRLF. A lone CR or LF becomes CRLF: servers disagree on what it is, and where they do, text
    /// could be read as a command ("SMTP smuggling").
    /// </summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlySpan<byte> message)
    {
        var stuffed = new ArrayBufferWriter<byte>(message.Length + (message.Length / 50) + 16);
        while (!message.IsEmpty)
        {
            var length = message.IndexOfAny((byte)'\r', (byte)'\n');
            var line = length < 0 ? message : message[..length];
            if (line.StartsWith("."u8))
            {
                stuffed.Write("."u8);
            }

            stuffed.Write(line);
            stuffed.Write("\r\n"u8);
            message = length < 0 ? [] : message[(length + (message[length..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }

        return stuffed.WrittenMemory;
    }
}
