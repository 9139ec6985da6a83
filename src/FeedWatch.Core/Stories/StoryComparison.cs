namespace FeedWatch.Core.Stories;

/// <summary>What two texts have in common, each figure 0 to 1 unless said otherwise.</summary>
internal sealed record StoryComparison
{
    /// <summary>How much of the shorter body stands word for word in the other.</summary>
    internal required double Copied { get; init; }

    /// <summary>How much of each headline's weight the other text has: the mean of both.</summary>
    internal required double TitleCover { get; init; }

    /// <summary>The lesser of both.</summary>
    internal required double WeakerTitleCover { get; init; }

    /// <summary>Cosine of the weighted words of headline and lead.</summary>
    internal required double Lead { get; init; }

    /// <summary>Share of the names in either headline and lead that the other text has.</summary>
    internal required double Names { get; init; }

    /// <summary>Numbers both have, not counting 1 to 3 and years.</summary>
    internal required int NumbersShared { get; init; }

    /// <summary>Places where both say the same words around another name, number or date.</summary>
    internal required int Contradictions { get; init; }

    internal required bool SameTitle { get; init; }

    internal static StoryComparison Of(StoryFingerprint a, StoryFingerprint b, StoryIndex recent)
    {
        double dot = 0, normA = 0, normB = 0;
        double titleA = 0, titleAInB = 0, titleB = 0, titleBInA = 0, namesA = 0, namesAInB = 0, namesB = 0, namesBInA = 0;
        var numbers = 0;
        int i = 0, j = 0;
        while (i < a.Features.Length || j < b.Features.Length)
        {
            var hasA = i < a.Features.Length && (j == b.Features.Length || a.Features[i].Hash <= b.Features[j].Hash);
            var hasB = j < b.Features.Length && (i == a.Features.Length || b.Features[j].Hash <= a.Features[i].Hash);
            var traitsA = hasA ? a.Features[i].Traits : FeatureTraits.None;
            var traitsB = hasB ? b.Features[j].Traits : FeatureTraits.None;
            var feature = new Feature(hasA ? a.Features[i].Hash : b.Features[j].Hash, traitsA | traitsB);
            var weight = WordWeights.Of(feature, recent);
            var inA = Prominence(traitsA);
            var inB = Prominence(traitsB);
            dot += weight * weight * inA * inB;
            normA += weight * weight * inA * inA;
            normB += weight * weight * inB * inB;
            if ((traitsA & FeatureTraits.InTitle) != 0)
            {
                titleA += weight;
                titleAInB += hasB ? weight : 0;
            }

            if ((traitsB & FeatureTraits.InTitle) != 0)
            {
                titleB += weight;
                titleBInA += hasA ? weight : 0;
            }

            if (feature.Has(FeatureTraits.Name))
            {
                namesA += inA > 0 ? weight : 0;
                namesAInB += inA > 0 && hasB ? weight : 0;
                namesB += inB > 0 ? weight : 0;
                namesBInA += inB > 0 && hasA ? weight : 0;
            }

            if (hasA && hasB && feature.Has(FeatureTraits.Number))
                numbers++;
            i += hasA ? 1 : 0;
            j += hasB ? 1 : 0;
        }

        var coverA = Share(titleAInB, titleA);
        var coverB = Share(titleBInA, titleB);
        return new StoryComparison
        {
            Copied = CopiedText.Share(a, b),
            TitleCover = (coverA + coverB) / 2,
            WeakerTitleCover = Math.Min(coverA, coverB),
            Lead = normA > 0 && normB > 0 ? dot / Math.Sqrt(normA * normB) : 0,
            Names = Math.Min(Share(namesAInB, namesA, 1), Share(namesBInA, namesB, 1)),
            NumbersShared = numbers,
            Contradictions = CopiedText.Contradictions(a, b),
            SameTitle = a.TitleHash != 0 && a.TitleHash == b.TitleHash,
        };
    }

    private static double Prominence(FeatureTraits traits) =>
        (traits & FeatureTraits.InTitle) != 0 ? 1.5 : (traits & FeatureTraits.InLead) != 0 ? 1 : 0;

    private static double Share(double part, double whole, double none = 0) => whole > 0 ? part / whole : none;
}
