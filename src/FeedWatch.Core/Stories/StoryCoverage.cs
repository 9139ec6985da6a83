namespace FeedWatch.Core.Stories;

/// <summary>How much of a report its story has said already, in whichever of its versions: outlets tell an event in different words, and a story learns them.</summary>
/// <param name="Headline">0 to 1: of the weighted words of the headline.</param>
/// <param name="All">0 to 1: of those of headline and lead.</param>
/// <param name="IsElsewhere">The headline names towns, and the story none of them.</param>
internal readonly record struct StoryCoverage(double Headline, double All, bool IsElsewhere)
{
    internal static StoryCoverage Of(List<RecentVersion> story, RecentVersion candidate, WordWeights weights)
    {
        var side = new ReportSide();
        for (var i = 0; i < candidate.Features.Length; i++)
        {
            var feature = candidate.Features[i];
            if (WordWeights.Prominence(feature.Traits) > 0)
                side.Add(feature.Traits, feature, weights.Of(feature, candidate.Words[i]), Has(story, feature.Hash));
        }

        return new StoryCoverage(side.Headline.Found, side.All.Found, side.Towns.AllMissing);
    }

    private static bool Has(List<RecentVersion> story, uint word)
    {
        foreach (var version in story)
        {
            if (version.Version.Fingerprint.Find(word) >= 0)
                return true;
        }

        return false;
    }
}
