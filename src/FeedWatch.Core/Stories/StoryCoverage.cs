using System.Runtime.InteropServices;

namespace FeedWatch.Core.Stories;

/// <summary>How much of a report its story has said already, in whichever of its versions: outlets tell an event in different words, and a story learns them.</summary>
/// <param name="Headline">0 to 1: of the weighted words of the headline.</param>
/// <param name="All">0 to 1: of those of headline and lead.</param>
/// <param name="IsElsewhere">The headline names towns, and the story none of them.</param>
internal readonly record struct StoryCoverage(double Headline, double All, bool IsElsewhere)
{
    internal static StoryCoverage Of(List<RecentVersion> story, RecentVersion candidate, WordWeights weights)
    {
        var features = candidate.Features;
        Span<bool> known = stackalloc bool[features.Length];
        MarkTold(features, CollectionsMarshal.AsSpan(story), known);

        var side = new ReportSide();
        for (var i = 0; i < features.Length; i++)
        {
            if (WordWeights.Prominence(features[i].Traits) > 0)
                side.Add(features[i].Traits, features[i], weights.Of(features[i], candidate.Words[i]), known[i]);
        }

        return new StoryCoverage(side.Headline.Found, side.All.Found, side.Towns.AllMissing);
    }

    /// <summary>Marks the words that one of the versions has.</summary>
    internal static void MarkTold(Feature[] features, ReadOnlySpan<RecentVersion> versions, Span<bool> told)
    {
        foreach (var version in versions)
            MarkCommon(features, version.Features, told);
    }

    /// <summary>Both are in order: one walk along them costs less than looking up each word.</summary>
    private static void MarkCommon(Feature[] features, Feature[] others, Span<bool> common)
    {
        int i = 0, j = 0;
        while (i < features.Length && j < others.Length)
        {
            var (ours, theirs) = (features[i].Hash, others[j].Hash);
            common[i] |= ours == theirs;
            i += ours <= theirs ? 1 : 0;
            j += theirs <= ours ? 1 : 0;
        }
    }
}
