using System.Text;

namespace FeedWatch.Alerts.Smtp;

/// <summary>Reads replies (RFC 5321 §4.2) from a stream and gives up on a server that talks without end.</summary>
internal sealed class SmtpReplyReader(Stream stream)
{
    public const int LongestLine = 4096;
    public const int MostLines = 100;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;

    /// <summary>Whether bytes have come that no reply has used.</summary>
    public bool HasUnreadBytes => _end > _start;

    /// <summary>The next reply, or why it is none. Throws what the stream throws.</summary>
    public async ValueTask<SmtpReply> ReadAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            if (await ReadLineAsync(cancellation).ConfigureAwait(false) is not { } line)
            {
                return _end - _start >= LongestLine
                    ? SmtpReply.Broken("protocol", $"the reply has a line of more than {LongestLine} bytes")
                    : SmtpReply.Broken("lost", "the server closed the connection");
            }

            // Two to five, then two digits: no other reply exists. The code of the last line counts.
            if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])
                || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                return SmtpReply.Broken("protocol", $"not a reply: {(line.Length > 100 ? line[..100] : line)}");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(int.Parse(line.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), lines);
            }
        }

        return SmtpReply.Broken("protocol", $"the reply has more than {MostLines} lines");
    }

    /// <summary>A line without its end, or null when the stream ended or the line is too long.</summary>
    private async ValueTask<string?> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Clean(_buffer.AsSpan(_start, length));
                _start += length + 1;
                return line;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }

            if (_end == _buffer.Length)
            {
                return null;
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            _end += read;
        }
    }

    /// <summary>Replies end up in logs and on the status page: no control characters, whatever the server sends.</summary>
    private static string Clean(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
