namespace FeedWatch.Core.Feeds.Dates;

/// <summary>
/// Dates with the name of a month in them, in any order of their parts: RFC 822 and its misspellings, asctime,
/// <c>January 5, 2004</c>, Greek and other languages. Also <c>6/26/2025 3:04:00 PM</c> where day and month cannot be confused.
/// The weekday is passed over: it is wrong often enough.
/// </summary>
internal static class NamedFeedDate
{
    public static bool TryRead(ReadOnlySpan<char> text, ref FeedDateParts result)
    {
        var scanner = new FeedDateScanner(text);
        var parts = new FeedDateParts { Year = -1 };
        var hasTime = false;
        while (true)
        {
            SkipSeparators(ref scanner, hasTime);
            if (scanner.AtEnd || scanner.Current == '(')
            {
                break;
            }

            var read = char.IsLetter(scanner.Current) ? TakeWord(ref scanner, ref parts, hasTime)
                : char.IsAsciiDigit(scanner.Current) ? TakeNumber(ref scanner, ref parts, ref hasTime)
                : hasTime && scanner.Current is '+' or '-' && TakeZone(ref scanner, ref parts);
            if (!read && !hasTime)
            {
                return false;
            }

            if (!read)
            {
                // What follows a whole time is passed over, if the date is whole as well.
                break;
            }
        }

        if (parts.Year < 0 || parts.Month == 0 || parts.Day == 0 || parts is not { Hour: <= 24, Minute: < 60, Second: <= 61 })
        {
            return false;
        }

        result = parts;
        return true;
    }

    private static void SkipSeparators(ref FeedDateScanner scanner, bool hasTime)
    {
        while (char.IsWhiteSpace(scanner.Current) || scanner.Current is ',' or '.' or '/' or '\'' || (scanner.Current == '-' && !hasTime))
        {
            scanner.Position++;
        }
    }

    private static bool TakeWord(ref FeedDateScanner scanner, ref FeedDateParts parts, bool hasTime)
    {
        if (hasTime && scanner.TakeHalfOfDay(ref parts))
        {
            return true;
        }

        var start = scanner.Position;
        var word = scanner.TakeWord();
        if (!hasTime && FeedDateNames.MonthOf(word) is var month and > 0)
        {
            // The last one counts: 'mar' is a Tuesday before it is a March.
            parts.Month = month;
        }
        else if (parts.Month == 0 && FeedDateNames.MonthOf(word) is var late and > 0)
        {
            parts.Month = late;
        }
        else if (hasTime)
        {
            scanner.Position = start;
            return TakeZone(ref scanner, ref parts);
        }

        return true;
    }

    private static bool TakeZone(ref FeedDateScanner scanner, ref FeedDateParts parts)
    {
        scanner.TakeZone(ref parts);
        return true;
    }

    private static bool TakeNumber(ref FeedDateScanner scanner, ref FeedDateParts parts, ref bool hasTime)
    {
        var start = scanner.Position;
        if (!scanner.TakeNumber(4, out var number, out var digits))
        {
            return false;
        }

        if (scanner.Current == ':' && !hasTime)
        {
            scanner.Position = start;
            hasTime = true;
            return scanner.TakeTime(ref parts);
        }

        if (scanner.Current == '/' && digits <= 2 && parts.Day == 0)
        {
            return TakeSlashed(ref scanner, ref parts, number);
        }

        if (scanner.Current is '/' or '-' && digits == 4 && parts is { Year: < 0, Month: 0, Day: 0 })
        {
            return TakeYearFirst(ref scanner, ref parts, number);
        }

        if (parts.Day == 0 && digits <= 2)
        {
            parts.Day = number;
            return true;
        }

        if (parts.Year >= 0)
        {
            return false;
        }

        parts.Year = FeedDateNames.FullYear(number, digits);
        return true;
    }

    /// <summary><c>2025/06/26</c> after a weekday, as Perforce prints it.</summary>
    private static bool TakeYearFirst(ref FeedDateScanner scanner, ref FeedDateParts parts, int year)
    {
        var separator = scanner.Current;
        scanner.Position++;
        parts.Year = year;
        return scanner.TakeNumber(2, out parts.Month, out _) && scanner.Take(separator) && scanner.TakeNumber(2, out parts.Day, out _);
    }

    /// <summary><c>26/06/2025</c> or <c>06/26/2025</c>: taken when only one of both readings is possible.</summary>
    private static bool TakeSlashed(ref FeedDateScanner scanner, ref FeedDateParts parts, int first)
    {
        scanner.Position++;
        if (!scanner.TakeNumber(2, out var second, out _) || !scanner.Take('/')
            || !scanner.TakeNumber(4, out var year, out var digits) || (first <= 12 && second <= 12 && first != second))
        {
            return false;
        }

        (parts.Day, parts.Month) = first > 12 ? (first, second) : (second, first);
        parts.Year = FeedDateNames.FullYear(year, digits);
        return true;
    }
}
