namespace FeedWatch.Core.Stories;

/// <summary>How much a word says: rare words, names and figures say more. Higher than 0.</summary>
internal readonly struct WordWeights(WordUses words, int recentStories)
{
    private const double NameFactor = 1.4;
    private const double NumberFactor = 1.1;
    private const double DateFactor = 0.5;
    private const double Least = 0.01;

    private const double ProminenceOfHeadline = 1.5;
    private const double ProminenceOfLead = 1;

    private readonly double[] _logsOfStories = words.LogsOfStories;
    private readonly double _logOfAll = Math.Log(recentStories + WordUses.StoriesAssumed);

    /// <param name="number">Of the word among the recent versions.</param>
    internal double Of(Feature feature, int number) =>
        Math.Max(Least, _logOfAll - _logsOfStories[number])
        * (feature.Has(FeatureTraits.Date) ? DateFactor
            : feature.Has(FeatureTraits.Number) ? NumberFactor
            : feature.Has(FeatureTraits.Name) ? NameFactor
            : 1);

    /// <summary>How much a word counts for its place; words behind the lead only serve to be found by the other side.</summary>
    internal static double Prominence(FeatureTraits traits) =>
        (traits & FeatureTraits.InTitle) != 0 ? ProminenceOfHeadline : (traits & FeatureTraits.InLead) != 0 ? ProminenceOfLead : 0;
}
