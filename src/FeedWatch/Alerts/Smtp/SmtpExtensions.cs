using System.Globalization;

namespace FeedWatch.Alerts.Smtp;

/// <summary>What the server offers: the lines of its answer to EHLO, after the first (RFC 5321 §4.1.1.1).</summary>
internal sealed record SmtpExtensions
{
    public static SmtpExtensions None { get; } = new();

    public bool StartTls { get; init; }

    public bool SmtpUtf8 { get; init; }

    public bool EightBitMime { get; init; }

    public bool Size { get; init; }

    /// <summary>Largest message in bytes, or null when there is no fixed limit.</summary>
    public long? LargestMessage { get; init; }

    /// <summary>SASL mechanisms, in capitals.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    public static SmtpExtensions Parse(SmtpReply ehlo)
    {
        var found = None;
        foreach (var line in ehlo.Lines.Skip(1))
        {
            var words = line.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            found = words switch
            {
                ["STARTTLS", ..] => found with { StartTls = true },
                ["SMTPUTF8", ..] => found with { SmtpUtf8 = true },
                ["8BITMIME", ..] => found with { EightBitMime = true },
                ["SIZE", .. var rest] => found with { Size = true, LargestMessage = ParseSize(rest) },
                ["AUTH", .. var mechanisms] => found with { Mechanisms = mechanisms },
                _ => found,
            };
        }

        return found;
    }

    /// <summary>"SIZE" and "SIZE 0" both say that there is no fixed limit (RFC 1870 §4).</summary>
    private static long? ParseSize(string[] parameters) =>
        parameters is [var size] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : null;
}
