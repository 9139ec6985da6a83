namespace FeedWatch.Core.Feeds.Dates;

/// <summary>
/// Dates of nothing but digits and a leading hyphen: the short forms of ISO 8601:1988 (<c>20031231</c>, <c>031231</c>,
/// <c>-03-12</c>, <c>03335</c>), <c>20031231T101455Z</c>, and seconds or milliseconds since 1970.
/// </summary>
internal static class IsoFeedDate
{
    public static bool TryRead(ReadOnlySpan<char> text, ref FeedDateParts result)
    {
        var scanner = new FeedDateScanner(text);
        var parts = new FeedDateParts { Month = 1, Day = 1 };
        if (scanner.Take('-'))
        {
            if (!TakeShort(ref scanner, ref parts) || !scanner.AtEnd)
            {
                return false;
            }

            result = parts;
            return true;
        }

        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        var run = text[..digits];
        scanner.Position = digits;
        var read = digits switch
        {
            2 => TakeTwoDigitYear(ref scanner, ref parts),
            5 => TryOrdinal(run, 2, ref parts),
            7 => TryOrdinal(run, 4, ref parts),
            6 => TrySplit(run, 2, ref parts),
            8 => TrySplit(run, 4, ref parts) && TakeTime(ref scanner, ref parts),
            12 or 14 => TrySplit(run, 4, ref parts) && TrySplitTime(run[8..], ref parts) && TakeZone(ref scanner, ref parts),
            10 => TryEpoch(long.Parse(run, System.Globalization.CultureInfo.InvariantCulture), ref parts),
            13 => TryEpoch(long.Parse(run, System.Globalization.CultureInfo.InvariantCulture) / 1000, ref parts),
            _ => false,
        };
        if (!read || !scanner.AtEnd)
        {
            return false;
        }

        result = parts;
        return true;
    }

    /// <summary><c>-yy-mm</c>, <c>-yymm</c>, <c>-yy-mm-dd</c>.</summary>
    private static bool TakeShort(ref FeedDateScanner scanner, ref FeedDateParts parts)
    {
        if (!scanner.TakeNumber(4, out var number, out var digits))
        {
            return false;
        }

        if (digits == 4)
        {
            (parts.Year, parts.Month) = (FeedDateNames.FullYear(number / 100, 2), number % 100);
            return true;
        }

        parts.Year = FeedDateNames.FullYear(number, digits);
        return scanner.Take('-') && scanner.TakeNumber(2, out parts.Month, out _)
            && (!scanner.Take('-') || scanner.TakeNumber(2, out parts.Day, out _));
    }

    private static bool TrySplit(ReadOnlySpan<char> run, int yearDigits, ref FeedDateParts parts)
    {
        parts.Year = FeedDateNames.FullYear(Number(run[..yearDigits]), yearDigits);
        parts.Month = Number(run.Slice(yearDigits, 2));
        parts.Day = Number(run.Slice(yearDigits + 2, 2));
        return true;
    }

    private static bool TrySplitTime(ReadOnlySpan<char> run, ref FeedDateParts parts)
    {
        parts.Hour = Number(run[..2]);
        parts.Minute = Number(run.Slice(2, 2));
        parts.Second = run.Length > 4 ? Number(run.Slice(4, 2)) : 0;
        return parts is { Hour: < 25, Minute: < 60, Second: < 61 };
    }

    private static bool TakeTime(ref FeedDateScanner scanner, ref FeedDateParts parts)
    {
        if (scanner.AtEnd)
        {
            return true;
        }

        if (!scanner.Take('T') && !scanner.Take('t') && !scanner.Take(' '))
        {
            return false;
        }

        if (scanner.Rest is [_, _, ':', ..])
        {
            return scanner.TakeTime(ref parts) && TakeZone(ref scanner, ref parts);
        }

        if (!scanner.TakeNumber(6, out var number, out var digits) || digits is not (4 or 6))
        {
            return false;
        }

        number *= digits == 4 ? 100 : 1;
        (parts.Hour, parts.Minute, parts.Second) = (number / 10_000, number / 100 % 100, number % 100);
        return TakeZone(ref scanner, ref parts);
    }

    private static bool TakeZone(ref FeedDateScanner scanner, ref FeedDateParts parts)
    {
        scanner.TakeZone(ref parts);
        return true;
    }

    /// <summary><c>yy-mm-dd</c>, where it cannot be <c>dd-mm-yy</c>, and <c>yy-ddd</c>.</summary>
    private static bool TakeTwoDigitYear(ref FeedDateScanner scanner, ref FeedDateParts parts)
    {
        scanner.Position = 0;
        if (!scanner.TakeNumber(2, out var year, out _) || !scanner.Take('-') || !scanner.TakeNumber(3, out var number, out var digits))
        {
            return false;
        }

        if (digits == 3)
        {
            return TryOrdinal(FeedDateNames.FullYear(year, 2), number, ref parts);
        }

        (parts.Year, parts.Month) = (FeedDateNames.FullYear(year, 2), number);
        return scanner.Take('-') && scanner.TakeNumber(2, out parts.Day, out _) && (parts.Day > 12 || year > 31 || year == 0);
    }

    /// <summary>Year and day of the year (<c>03335</c>).</summary>
    private static bool TryOrdinal(ReadOnlySpan<char> run, int yearDigits, ref FeedDateParts parts) =>
        TryOrdinal(FeedDateNames.FullYear(Number(run[..yearDigits]), yearDigits), Number(run[yearDigits..]), ref parts);

    private static bool TryOrdinal(int year, int day, ref FeedDateParts parts)
    {
        if (day is < 1 or > 366 || year is < 1 or > 9998)
        {
            return false;
        }

        parts.Year = year;
        var date = new DateTime(parts.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day - 1);
        (parts.Month, parts.Day) = (date.Month, date.Day);
        return date.Year == parts.Year;
    }

    private static bool TryEpoch(long seconds, ref FeedDateParts parts)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(seconds);
        (parts.Year, parts.Month, parts.Day) = (date.Year, date.Month, date.Day);
        (parts.Hour, parts.Minute, parts.Second) = (date.Hour, date.Minute, date.Second);
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
