using System.Collections.Frozen;
using System.Globalization;

namespace FeedWatch.Core.Feeds.Dates;

/// <summary>Names in dates: months in the languages in which feeds print them, and zones.</summary>
internal static class FeedDateNames
{
    // Beginnings that tell a month; the longest that fits counts, so 'juli' is found before 'ju'. Case does not matter.
    private static readonly string[] Months =
    [
        "jan jän ene gen янв января ιαν ιανουαρ sty led tammi 1월 一月 oca",
        "feb fév fev фев φεβ lut úno helmi şub svib",
        "mar mär mrt maa μάρ μαρ мар maalis már brez marts bře",
        "apr avr abr апр απρ kwi dub huhti ápr nis",
        "may mai mei mag maj máj мая май μάι μαϊ μαι maio toukok kvě maí mayıs",
        "jun juin giu июн ιούν ιουν ιον cze červn kesä jún haz zik",
        "jul juil lug июл ιούλ ιουλ ιολ lip července heinä júl tem",
        "aug aoû aou ago agu авг αύγ αυγ sie srp elok aug ağu",
        "sep set сен σεπ wrz zář syysk szep eyl",
        "oct okt out ott oca okt окт οκτ paź paz říj loka eki",
        "nov ноя νοέ νοε lis listop marras kas",
        "dec dez dic déc дек δεκ gru pro joulu ara des",
    ];

    private static readonly (string Beginning, int Month)[] Beginnings =
        [.. Months
            .SelectMany((row, index) => row.Split(' ').Select(beginning => (beginning, index + 1)))
            .OrderByDescending(row => row.beginning.Length)];

    /// <summary>Minutes east of UTC and the names of that zone. RFC 822 has the American ones and the letters.</summary>
    private static readonly string[] ZoneRows =
    [
        "-720 M",
        "-600 HST",
        "-540 AKST",
        "-480 PST PT AKDT",
        "-420 MST MT PDT",
        "-360 CST CT MDT",
        "-300 EST ET CDT",
        "-240 AST AT EDT",
        "-210 NST",
        "-180 ADT BRT ART",
        "-150 NDT",
        "-60 A",
        "60 N BST WEST CET MET MEZ",
        "120 CEST MEST MESZ EET SAST",
        "180 EEST MSK TRT",
        "210 IRST",
        "240 MSD GST",
        "300 PKT",
        "330 IST",
        "345 NPT",
        "420 ICT WIB",
        "480 HKT SGT MYT PHT AWST",
        "540 JST KST",
        "570 ACST",
        "600 AEST",
        "630 ACDT",
        "660 AEDT",
        "720 Y NZST",
        "780 NZDT",
    ];

    private static readonly FrozenDictionary<string, TimeSpan> Zones = ZoneRows
        .Select(row => row.Split(' '))
        .SelectMany(row => row[1..].Select(name => (name, Offset: TimeSpan.FromMinutes(int.Parse(row[0], CultureInfo.InvariantCulture)))))
        .ToFrozenDictionary(row => row.name, row => row.Offset, StringComparer.OrdinalIgnoreCase);

    /// <summary>1 to 12, or 0 when the word is no month.</summary>
    public static int MonthOf(ReadOnlySpan<char> word)
    {
        // Nearly all dates are English: these are looked at first.
        if (word.Length == 3 && English(word) is var english and >= 0)
        {
            return english;
        }

        foreach (var (beginning, month) in Beginnings)
        {
            if (word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return month;
            }
        }

        return 0;
    }

    /// <summary>1 to 12 for an English month, 0 for a weekday, -1 for anything else.</summary>
    private static int English(ReadOnlySpan<char> word)
    {
        var letters = ((word[0] | 0x20) << 16) | ((word[1] | 0x20) << 8) | (word[2] | 0x20);
        return letters switch
        {
            ('j' << 16) | ('a' << 8) | 'n' => 1,
            ('f' << 16) | ('e' << 8) | 'b' => 2,
            ('m' << 16) | ('a' << 8) | 'r' => 3,
            ('a' << 16) | ('p' << 8) | 'r' => 4,
            ('m' << 16) | ('a' << 8) | 'y' => 5,
            ('j' << 16) | ('u' << 8) | 'n' => 6,
            ('j' << 16) | ('u' << 8) | 'l' => 7,
            ('a' << 16) | ('u' << 8) | 'g' => 8,
            ('s' << 16) | ('e' << 8) | 'p' => 9,
            ('o' << 16) | ('c' << 8) | 't' => 10,
            ('n' << 16) | ('o' << 8) | 'v' => 11,
            ('d' << 16) | ('e' << 8) | 'c' => 12,
            (('m' << 16) | ('o' << 8) | 'n')
                or (('t' << 16) | ('u' << 8) | 'e')
                or (('w' << 16) | ('e' << 8) | 'd')
                or (('t' << 16) | ('h' << 8) | 'u')
                or (('f' << 16) | ('r' << 8) | 'i')
                or (('s' << 16) | ('a' << 8) | 't')
                or (('s' << 16) | ('u' << 8) | 'n') => 0,
            _ => -1,
        };
    }

    /// <summary>Offset of a named zone; unknown ones count as UTC.</summary>
    public static TimeSpan ZoneOf(ReadOnlySpan<char> name) =>
        Zones.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var offset) ? offset : TimeSpan.Zero;

    /// <summary>The year of two digits is meant near to now; that of three counts from 1900 (RFC 5322, section 4.3).</summary>
    public static int FullYear(int number, int digits) => digits switch
    {
        <= 2 => number + (number < 90 ? 2000 : 1900),
        3 => number + 1900,
        _ => number,
    };
}
