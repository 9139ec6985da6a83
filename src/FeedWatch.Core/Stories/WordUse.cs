namespace FeedWatch.Core.Stories;

/// <summary>Where a word occurs among recent versions, and how rare that makes it.</summary>
internal sealed class WordUse
{
    /// <summary>As if so many unrelated stories had been read before, so that the first stories are weighed sensibly.</summary>
    internal const double StoriesAssumed = 150;

    private const double ShareOfOrdinary = 0.01;
    private const double ShareOfFrequent = 0.20;

    private readonly double _assumed;

    internal WordUse(bool isFrequent)
    {
        _assumed = StoriesAssumed * (isFrequent ? ShareOfFrequent : ShareOfOrdinary);
        LogOfStories = Math.Log(_assumed);
    }

    /// <summary>Of a word that no recent version has.</summary>
    internal static WordUse Unseen { get; } = new(isFrequent: false);

    /// <summary>The same for a word that is in every other report.</summary>
    internal static WordUse UnseenFrequent { get; } = new(isFrequent: true);

    /// <summary>Places of the versions with the word, in order of arrival. They are numbers because every version makes a hundred of these lists grow: garbage collection looks anew at each old one that got a reference.</summary>
    internal List<int> Versions { get; } = [];

    /// <summary>In how many stories it occurs.</summary>
    internal int Stories { get; private set; }

    /// <summary>What is taken off the logarithm of all stories to get the word's rarity; kept, because it is read far more often than it changes.</summary>
    internal double LogOfStories { get; private set; }

    internal void CountStories(int difference)
    {
        Stories += difference;
        LogOfStories = Math.Log(Stories + _assumed);
    }
}
