namespace FeedWatch.Core.Stories;

/// <summary>How much a shared word says: rare words, names and headline words say more.</summary>
internal static class WordWeights
{
    /// <summary>As if so many unrelated stories had been read before, so that the first stories are weighed sensibly.</summary>
    private const double StoriesAssumed = 150;
    private const double ShareOfOrdinary = 0.01;
    private const double ShareOfFrequent = 0.20;
    private const double NameFactor = 1.4;
    private const double NumberFactor = 1.1;
    private const double DateFactor = 0.5;

    /// <summary>The weight of a word of a text, given the stories around it. Higher than 0.</summary>
    internal static double Of(Feature feature, StoryIndex recent)
    {
        var share = feature.Has(FeatureTraits.Frequent) ? ShareOfFrequent : ShareOfOrdinary;
        var stories = recent.StoriesWith(feature.Hash) + (StoriesAssumed * share);
        var rarity = Math.Log((recent.Stories + StoriesAssumed) / Math.Min(stories, recent.Stories + StoriesAssumed - 1));
        var factor = feature.Has(FeatureTraits.Date) ? DateFactor
            : feature.Has(FeatureTraits.Number) ? NumberFactor
            : feature.Has(FeatureTraits.Name) ? NameFactor
            : 1;
        return rarity * factor;
    }
}
