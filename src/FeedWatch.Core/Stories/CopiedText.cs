namespace FeedWatch.Core.Stories;

/// <summary>How much of a text stands word for word in another, and where equal words stand around different facts.</summary>
internal static class CopiedText
{
    /// <summary>Fewer shingles than this are a turn of phrase, not a text.</summary>
    private const int FewestShingles = 8;

    /// <summary>The share of the shorter body that the other has, 0 to 1; 0 when one is too short to tell.</summary>
    internal static double Share(StoryFingerprint a, StoryFingerprint b) =>
        Math.Max(ShareOfStart(a, b), ShareOfWhole(a, b));

    /// <summary>In how many places both texts say the same words around another name, number or date, and whether one is a figure in equal headlines.</summary>
    internal static (int Count, bool InHeadline) Contradictions(StoryFingerprint a, StoryFingerprint b)
    {
        var count = 0;
        var inHeadline = false;
        int i = 0, j = 0;
        while (i < a.Slots.Length && j < b.Slots.Length)
        {
            var context = a.Slots[i].Context;
            if (context < b.Slots[j].Context)
            {
                i++;
                continue;
            }

            if (context > b.Slots[j].Context)
            {
                j++;
                continue;
            }

            var (startA, startB) = (i, j);
            while (i < a.Slots.Length && a.Slots[i].Context == context)
                i++;
            while (j < b.Slots.Length && b.Slots[j].Context == context)
                j++;
            var (atA, atB) = (a.Slots[startA..i], b.Slots[startB..j]);
            if (atA.Any(slot => atB.Contains(slot)))
                continue;
            count++;
            inHeadline |= atA[0].IsHeadlineFigure;
        }

        return (count, inHeadline);
    }

    private static double ShareOfStart(StoryFingerprint a, StoryFingerprint b)
    {
        var shorter = Math.Min(a.Shingles.Length, b.Shingles.Length);
        return shorter < FewestShingles ? 0 : (double)Common(a.Shingles, b.Shingles, uint.MaxValue).Both / shorter;
    }

    /// <summary>Both samples are complete up to the lesser of their last hashes: up to there they can be compared.</summary>
    private static double ShareOfWhole(StoryFingerprint a, StoryFingerprint b)
    {
        var (both, inA, inB) = Common(a.Sample, b.Sample, Math.Min(CompleteTo(a), CompleteTo(b)));
        var shorter = Math.Min(inA, inB);
        return shorter < FewestShingles ? 0 : (double)both / shorter;
    }

    private static uint CompleteTo(StoryFingerprint print) =>
        print.Sample.Length < StoryFingerprint.MostSamples ? uint.MaxValue : print.Sample[^1];

    /// <remarks>Which side goes on is as good as random, and the processor guesses wrongly half of the time: a step that needs no guess costs less.</remarks>
    private static (int Both, int InA, int InB) Common(uint[] a, uint[] b, uint limit)
    {
        var left = UpTo(a, limit);
        var right = UpTo(b, limit);
        int i = 0, j = 0, both = 0;
        while (i < left.Length && j < right.Length)
        {
            var (one, other) = (left[i], right[j]);
            both += one == other ? 1 : 0;
            i += one <= other ? 1 : 0;
            j += other <= one ? 1 : 0;
        }

        return (both, left.Length, right.Length);
    }

    private static ReadOnlySpan<uint> UpTo(uint[] ascending, uint limit)
    {
        var length = ascending.Length;
        while (length > 0 && ascending[length - 1] > limit)
            length--;
        return ascending.AsSpan(0, length);
    }
}
