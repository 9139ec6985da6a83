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

    private static (int Both, int InA, int InB) Common(uint[] a, uint[] b, uint limit)
    {
        int i = 0, j = 0, both = 0;
        while (i < a.Length && j < b.Length && a[i] <= limit && b[j] <= limit)
        {
            if (a[i] == b[j])
            {
                both++;
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        while (i < a.Length && a[i] <= limit)
            i++;
        while (j < b.Length && b[j] <= limit)
            j++;
        return (both, i, j);
    }
}
