namespace FeedWatch.Core.Feeds.Dates;

/// <summary>
/// Dates that start with a four-digit year: RFC 3339, the parts of W3CDTF, what databases print
/// (<c>2004-07-08 23:56:58.0</c>), and the Korean forms of Nate (<c>2004-05-25 오후 11:23:17</c>) and
/// OnBlog (<c>2004년 05월 28일 01:31:15</c>).
/// </summary>
internal static class NumericFeedDate
{
    public static bool TryRead(ReadOnlySpan<char> text, ref FeedDateParts result)
    {
        var scanner = new FeedDateScanner(text);
        var parts = new FeedDateParts { Month = 1, Day = 1 };
        if (!scanner.TakeNumber(4, out parts.Year, out var digits) || digits != 4)
        {
            return false;
        }

        if (!TakeMonthAndDay(ref scanner, ref parts, out var isKorean) || !TakeTimeAndZone(ref scanner, ref parts, isKorean))
        {
            return false;
        }

        // What follows a whole time is passed over: '-05:00Z', a second zone, a remark.
        result = parts;
        return true;
    }

    private static bool TakeMonthAndDay(ref FeedDateScanner scanner, ref FeedDateParts parts, out bool isKorean)
    {
        isKorean = scanner.Take('년');
        scanner.SkipSpace();
        if (isKorean)
        {
            return TakeUnit(ref scanner, '월', out parts.Month) && TakeUnit(ref scanner, '일', out parts.Day);
        }

        if (scanner.AtEnd)
        {
            return true;
        }

        var separator = scanner.Current;
        if (separator is not ('-' or '/' or '.' or '\u2010' or '\u2013'))
        {
            return false;
        }

        scanner.Position++;
        if (!TakeMonth(ref scanner, out parts.Month, out var digits))
        {
            return false;
        }

        if (digits == 3)
        {
            return TryOrdinal(ref parts);
        }

        return !scanner.Take(separator) || scanner.TakeNumber(2, out parts.Day, out _);
    }

    /// <summary>A number, or a name as Hungarians print it (<c>2004-július-13T9:15-05:00</c>).</summary>
    private static bool TakeMonth(ref FeedDateScanner scanner, out int month, out int digits)
    {
        digits = 0;
        if (!char.IsLetter(scanner.Current))
        {
            return scanner.TakeNumber(3, out month, out digits);
        }

        month = FeedDateNames.MonthOf(scanner.TakeWord());
        return month > 0;
    }

    private static bool TakeUnit(ref FeedDateScanner scanner, char unit, out int number)
    {
        scanner.SkipSpace();
        return scanner.TakeNumber(2, out number, out _) && scanner.Take(unit);
    }

    /// <summary>Day of the year (ISO 8601 <c>2003-335</c>).</summary>
    private static bool TryOrdinal(ref FeedDateParts parts)
    {
        if (parts.Year is < 1 or > 9999 || parts.Month < 1 || parts.Month > (DateTime.IsLeapYear(parts.Year) ? 366 : 365))
        {
            return false;
        }

        var day = new DateTime(parts.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(parts.Month - 1);
        (parts.Month, parts.Day) = (day.Month, day.Day);
        return true;
    }

    private static bool TakeTimeAndZone(ref FeedDateScanner scanner, ref FeedDateParts parts, bool isKorean)
    {
        var hasMark = scanner.Current is 'T' or 't' or ',';
        if (hasMark)
        {
            scanner.Position++;
        }

        scanner.SkipSpace();
        if (scanner.Rest.StartsWith("at "))
        {
            scanner.Position += "at ".Length;
            scanner.SkipSpace();
        }

        if (scanner.AtEnd)
        {
            parts.Zone = isKorean ? FeedDateScanner.KoreanTime : TimeSpan.Zero;
            return true;
        }

        var half = char.IsLetter(scanner.Current) ? scanner.TakeWord() : default;
        if (half is not "" and not ("오" or "오전" or "오후"))
        {
            return false;
        }

        scanner.SkipSpace();
        if (!scanner.TakeTime(ref parts))
        {
            return false;
        }

        var printed = scanner.Printed;
        ApplyHalfOfDay(ref scanner, ref parts, half);
        scanner.SkipSpace();

        // '2004-07-08 23:56:58.0' is how Korean publishers' databases (MSSQL) print: their time is meant, as the field has long
        // read it. Without that one digit it could be anyone's, and UTC is meant as everywhere.
        var isKoreanDatabase = scanner.AtEnd && !hasMark && printed is [.., '.', _];
        parts.Zone = isKorean || half.Length > 0 || isKoreanDatabase ? FeedDateScanner.KoreanTime : TimeSpan.Zero;
        scanner.TakeZone(ref parts);
        return true;
    }

    private static void ApplyHalfOfDay(ref FeedDateScanner scanner, ref FeedDateParts parts, ReadOnlySpan<char> half)
    {
        scanner.SkipSpace();
        if (scanner.TakeHalfOfDay(ref parts))
        {
            return;
        }

        if (half is "오후")
        {
            parts.Hour += parts.Hour < 12 ? 12 : 0;
        }
        else if (half is "오전")
        {
            parts.Hour -= parts.Hour == 12 ? 12 : 0;
        }
    }
}
