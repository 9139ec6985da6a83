using System.Globalization;

namespace FeedWatch.Core.Feeds.Dates;

/// <summary>Walks over a printed date.</summary>
internal ref struct FeedDateScanner(ReadOnlySpan<char> text)
{
    public static readonly TimeSpan KoreanTime = TimeSpan.FromHours(9);

    private readonly ReadOnlySpan<char> _text = text;

    public int Position { get; set; }

    public readonly bool AtEnd => Position >= _text.Length;

    public readonly char Current => AtEnd ? '\0' : _text[Position];

    /// <summary>What was walked over so far.</summary>
    public readonly ReadOnlySpan<char> Printed => _text[..Math.Min(Position, _text.Length)];

    public readonly ReadOnlySpan<char> Rest => _text[Math.Min(Position, _text.Length)..];

    public bool Take(char expected)
    {
        if (Current != expected || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    public void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            Position++;
        }
    }

    /// <summary>Takes a run of digits; false when there is none or more than the maximum.</summary>
    public bool TakeNumber(int maximumDigits, out int number, out int digits)
    {
        number = 0;
        digits = 0;
        while (char.IsAsciiDigit(Current))
        {
            if (++digits > maximumDigits)
            {
                return false;
            }

            number = (number * 10) + (Current - '0');
            Position++;
        }

        return digits > 0;
    }

    public ReadOnlySpan<char> TakeWord()
    {
        var start = Position;
        while (!AtEnd && (char.IsLetter(Current) || char.GetUnicodeCategory(Current) == UnicodeCategory.NonSpacingMark))
        {
            Position++;
        }

        return _text[start..Position];
    }

    /// <summary>Takes <c>h:m[:s[.fraction]]</c> or <c>h</c> alone.</summary>
    public bool TakeTime(ref FeedDateParts parts)
    {
        if (!TakeNumber(2, out parts.Hour, out _))
        {
            return false;
        }

        if (Current is not (':' or '.'))
        {
            return true;
        }

        Position++;
        if (!TakeNumber(2, out parts.Minute, out _))
        {
            return false;
        }

        if (Current is not ':' && !(Current is '.' && char.IsAsciiDigit(Rest.Length > 1 ? Rest[1] : ' ')))
        {
            return true;
        }

        Position++;
        if (!TakeNumber(2, out parts.Second, out _))
        {
            return false;
        }

        if (Current is '.' or ',')
        {
            Position++;
            TakeFraction(ref parts);
        }

        return true;
    }

    /// <summary>
    /// Takes <c>Z</c>, <c>+09:00</c>, <c>+0900</c>, <c>+9</c>, <c>GMT+9</c> or a name. False when a sign has no number.
    /// </summary>
    public bool TakeZone(ref FeedDateParts parts)
    {
        SkipSpace();
        if (char.IsLetter(Current))
        {
            parts.Zone = FeedDateNames.ZoneOf(TakeWord());
            SkipSpace();
        }

        if (Current is not ('+' or '-' or '\u2212'))
        {
            return true;
        }

        var sign = Current == '+' ? 1 : -1;
        Position++;
        if (!TakeNumber(4, out var number, out var digits))
        {
            return false;
        }

        var (hours, minutes) = digits <= 2 ? (number, 0) : (number / 100, number % 100);
        if (digits <= 2 && Take(':') && !TakeNumber(2, out minutes, out _))
        {
            return false;
        }

        parts.Zone = sign * new TimeSpan(hours, minutes, 0);
        return minutes < 60;
    }

    private void TakeFraction(ref FeedDateParts parts)
    {
        var unit = (int)TimeSpan.TicksPerSecond;
        parts.Ticks = 0;
        while (char.IsAsciiDigit(Current))
        {
            unit /= 10;
            parts.Ticks += unit * (Current - '0');
            Position++;
        }
    }
}
