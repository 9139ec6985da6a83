using System.Runtime.InteropServices;

namespace FeedWatch.Core.Stories;

/// <summary>How much of a report its story has said already, in whichever of its versions: outlets tell an event in different words, and a story learns them.</summary>
/// <param name="Headline">0 to 1: of the weighted words of the headline.</param>
/// <param name="All">0 to 1: of those of headline and lead.</param>
/// <param name="IsElsewhere">The headline names towns, and the story none of them.</param>
internal readonly record struct StoryCoverage(double Headline, double All, bool IsElsewhere)
{
    /// <param name="words">Of the candidate.</param>
    internal static StoryCoverage Of(List<RecentVersion> story, RecentVersion candidate, WordTable words, WordWeights weights)
    {
        var features = candidate.Features;
        Span<bool> known = stackalloc bool[features.Length];
        words.MarkTold(CollectionsMarshal.AsSpan(story), known);

        var side = new ReportSide();
        for (var i = 0; i < features.Length; i++)
        {
            if (WordWeights.Prominence(features[i].Traits) > 0)
                side.Add(features[i].Traits, features[i], weights.Of(features[i], candidate.Words[i]), known[i]);
        }

        return new StoryCoverage(side.Headline.Found, side.All.Found, side.Towns.AllMissing);
    }
}
