namespace FeedWatch.Core.Stories;

/// <summary>What two reports have in common.</summary>
internal readonly record struct StoryComparison
{
    /// <summary>0 to 1: how much of the shorter body stands word for word in the other.</summary>
    internal required double Copied { get; init; }

    /// <summary>0 to 1: how alike the weighted words of headline and lead are (cosine).</summary>
    internal required double Words { get; init; }

    /// <summary>0 to 1: how much of the one headline the other report has, on average of both.</summary>
    internal required double Headlines { get; init; }

    /// <summary>0 to 1: how much of headline and lead of the report that is covered better the other has.</summary>
    internal required double Covered { get; init; }

    /// <summary>0 to 1: how many of the happenings in the one headline the other report has; one half when there are none.</summary>
    internal required double Happenings { get; init; }

    /// <summary>Both name days of the week, and none in common.</summary>
    internal required bool OtherDay { get; init; }

    /// <summary>Both name countries, and none in common.</summary>
    internal required bool OtherCountry { get; init; }

    /// <summary>Both headlines have figures, and neither report has the other's.</summary>
    internal required bool OtherFigures { get; init; }

    /// <summary>Both headlines have names, and neither report has the other's.</summary>
    internal required bool OtherNames { get; init; }

    /// <summary>Places where both say the same words around another name, number or date.</summary>
    internal required int Contradictions { get; init; }

    /// <summary>Compares what the fingerprints hold, with words weighed by how rare they are among <paramref name="recent"/>.</summary>
    internal static StoryComparison Of(StoryFingerprint a, StoryFingerprint b, StoryIndex recent)
    {
        var (left, right) = (new ReportSide(), new ReportSide());
        double common = 0;
        int i = 0, j = 0;
        while (i < a.Features.Length || j < b.Features.Length)
        {
            var inA = i < a.Features.Length && (j == b.Features.Length || a.Features[i].Hash <= b.Features[j].Hash);
            var inB = j < b.Features.Length && (i == a.Features.Length || b.Features[j].Hash <= a.Features[i].Hash);
            var traitsA = inA ? a.Features[i].Traits : FeatureTraits.None;
            var traitsB = inB ? b.Features[j].Traits : FeatureTraits.None;
            var either = new Feature(inA ? a.Features[i].Hash : b.Features[j].Hash, traitsA | traitsB);
            var weight = WordWeights.Of(either, recent);
            common += weight * weight * ReportSide.Prominence(traitsA) * ReportSide.Prominence(traitsB);
            left.Add(traitsA, either, weight, inB);
            right.Add(traitsB, either, weight, inA);
            i += inA ? 1 : 0;
            j += inB ? 1 : 0;
        }

        return new StoryComparison
        {
            Copied = CopiedText.Share(a, b),
            Words = left.Square > 0 && right.Square > 0 ? common / Math.Sqrt(left.Square * right.Square) : 0,
            Headlines = (left.Headline.Found + right.Headline.Found) / 2,
            Covered = Math.Max(left.All.Found, right.All.Found),
            Happenings = (left.Happenings.FoundOr(0.5) + right.Happenings.FoundOr(0.5)) / 2,
            OtherDay = left.Days.AllMissing && right.Days.AllMissing,
            OtherCountry = left.Countries.AllMissing && right.Countries.AllMissing,
            OtherFigures = left.Figures.AllMissing && right.Figures.AllMissing,
            OtherNames = left.Names.AllMissing && right.Names.AllMissing,
            Contradictions = CopiedText.Contradictions(a, b),
        };
    }
}
