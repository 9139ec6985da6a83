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

    /// <summary>Takes <c>AM</c>, <c>PM</c>, <c>a.m.</c> or <c>p.m.</c> behind a time, and reads its hour by it.</summary>
    public bool TakeHalfOfDay(ref FeedDateParts parts)
    {
        var rest = Rest;
        var length = rest.Length >= 2 && rest[1] is 'M' or 'm' ? 2 : rest.Length >= 3 && rest[1] == '.' && rest[2] is 'M' or 'm' ? 3 : 0;
        if (length == 0 || (rest.Length > length && char.IsLetter(rest[length])) || rest[0] is not ('A' or 'a' or 'P' or 'p'))
        {
            return false;
        }

        parts.Hour += rest[0] is 'P' or 'p' ? (parts.Hour < 12 ? 12 : 0) : parts.Hour == 12 ? -12 : 0;
        Position += length;
        Take('.');
        return true;
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
    /// Takes <c>Z</c>, <c>+09:00</c>, <c>+0900</c>, <c>+9</c>, <c>GMT+9</c>, a name or a place (<c>Europe/Brussels</c>).
    /// What is none of these is passed over: a time whose zone is garbled is better than no time.
    /// </summary>
    public void TakeZone(ref FeedDateParts parts)
    {
        SkipSpace();
        if (char.IsLetter(Current))
        {
            var name = TakeWord();
            if (Current == '/')
            {
                TakePlace(name.Length, ref parts);
                return;
            }

            parts.Zone = FeedDateNames.ZoneOf(name);
            SkipSpace();
        }

        if (Current is not ('+' or '-' or '\u2212'))
        {
            return;
        }

        var sign = Current == '+' ? 1 : -1;
        while (Current is '+' or '-' or '\u2212')
        {
            Position++;
        }

        if (!TakeNumber(4, out var number, out var digits))
        {
            return;
        }

        var (hours, minutes) = digits <= 2 ? (number, 0) : (number / 100, number % 100);
        if (digits <= 2 && Take(':'))
        {
            TakeNumber(2, out minutes, out _);
        }

        parts.Zone = sign * new TimeSpan(hours, minutes, 0);
    }

    /// <summary>A zone by the name of its place; one that is not known counts as UTC.</summary>
    private void TakePlace(int start, ref FeedDateParts parts)
    {
        const int Longest = 40;
        start = Position - start;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '/' or '_' or '-' or '+'))
        {
            Position++;
        }

        var name = _text[start..Position];
        if (name.Length <= Longest && TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out var place))
        {
            parts.Place = place;
        }
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
