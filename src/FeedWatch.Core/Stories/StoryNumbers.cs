namespace FeedWatch.Core.Stories;

/// <summary>Numbers as news write them: "3,200", "3.2bn", "3,2 Milliarden", "26th".</summary>
internal static class StoryNumbers
{
    /// <summary>Longer ones are account and article numbers: their beginning tells them apart well enough, and no scale can overflow.</summary>
    private const int LongestNumber = 15;

    private static readonly Dictionary<string, decimal> Scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["k"] = 1_000m,
        ["thousand"] = 1_000m,
        ["tausend"] = 1_000m,
        ["m"] = 1_000_000m,
        ["mn"] = 1_000_000m,
        ["mln"] = 1_000_000m,
        ["million"] = 1_000_000m,
        ["millions"] = 1_000_000m,
        ["millionen"] = 1_000_000m,
        ["mio"] = 1_000_000m,
        ["bn"] = 1_000_000_000m,
        ["b"] = 1_000_000_000m,
        ["billion"] = 1_000_000_000m,
        ["billions"] = 1_000_000_000m,
        ["milliarde"] = 1_000_000_000m,
        ["milliarden"] = 1_000_000_000m,
        ["mrd"] = 1_000_000_000m,
        ["milliard"] = 1_000_000_000m,
        ["milliards"] = 1_000_000_000m,
        ["tn"] = 1_000_000_000_000m,
        ["trillion"] = 1_000_000_000_000m,
        ["trillions"] = 1_000_000_000_000m,
    };

    /// <summary>The number at <paramref name="start"/>, and where the text goes on after its scale or ordinal ending.</summary>
    internal static (decimal Number, int Next) Read(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
            end++;
        while (end - start <= LongestNumber && StartsThousands(text, start, end))
            end += 4;
        var number = Digits(text.AsSpan(start, Math.Min(end - start, LongestNumber)));
        var word = end;
        if (word < text.Length && text[word] is ' ' or '-' or '\u00a0')
            word++;
        var after = word;
        while (after < text.Length && char.IsLetter(text[after]))
            after++;
        if (after > word && Scales.TryGetValue(text[word..after], out var scale))
            return (number * scale, after);

        var ordinal = end;
        while (ordinal < text.Length && char.IsLetter(text[ordinal]))
            ordinal++;
        return text[end..ordinal] is "st" or "nd" or "rd" or "th" ? (number, ordinal) : (number, end);
    }

    /// <summary>A space between one to three digits, or such a group before it, and exactly three: "1 200", "10 000 000".</summary>
    private static bool StartsThousands(string text, int start, int end)
    {
        var isGroup = end - start <= 3 || (end - start >= 5 && IsSpace(text[end - 4]));
        return isGroup && end + 3 < text.Length && IsSpace(text[end]) && !text.AsSpan(end + 1, 3).ContainsAnyExceptInRange('0', '9')
            && !text.AsSpan(start, end - start).ContainsAny('.', ',') && !(end + 4 < text.Length && char.IsLetterOrDigit(text[end + 4]));
    }

    private static bool IsSpace(char c) => c is ' ' or '\u00a0' or '\u202f' or '\u2009';

    /// <summary>A separator before exactly three digits groups thousands, any other is the decimal sign ("3.2", "3,25").</summary>
    private static decimal Digits(ReadOnlySpan<char> digits)
    {
        decimal whole = 0, fraction = 0, unit = 1;
        for (var i = 0; i < digits.Length; i++)
        {
            var c = digits[i];
            if (IsSpace(c))
                continue;
            if (c is '.' or ',')
            {
                var run = 0;
                while (i + 1 + run < digits.Length && char.IsAsciiDigit(digits[i + 1 + run]))
                    run++;
                if (run != 3)
                    unit = 0.1m;
                continue;
            }

            var value = (decimal)(c - '0');
            if (unit == 1)
            {
                whole = (whole * 10) + value;
            }
            else
            {
                fraction += value * unit;
                unit /= 10;
            }
        }

        return whole + fraction;
    }
}
