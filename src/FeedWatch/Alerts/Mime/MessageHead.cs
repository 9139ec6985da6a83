using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>Reads back the head of a mail that <see cref="MimeMessageWriter"/> wrote.</summary>
public static class MessageHead
{
    /// <summary>The fields by name, unfolded; encoded words stay as they are.</summary>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        var head = Encoding.UTF8.GetString(end < 0 ? message : message[..end]).Replace("\r\n ", " ", StringComparison.Ordinal);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Split("\r\n"))
        {
            if (line.IndexOf(':') is var colon and > 0)
            {
                fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        return fields;
    }
}
