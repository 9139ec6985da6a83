using System.Runtime.InteropServices;

namespace FeedWatch.Core.Stories;

/// <summary>
/// Where words occur among recent versions, and how rare that makes them. A word is a number as long as a version has it: what a comparison reads
/// of hundreds of words lies close together, and a version refers to no objects that lie anywhere in memory.
/// </summary>
internal sealed class WordUses
{
    /// <summary>As if so many unrelated stories had been read before, so that the first stories are weighed sensibly.</summary>
    internal const double StoriesAssumed = 150;

    /// <summary>Number of every word that no recent version has.</summary>
    internal const int Unseen = 0;

    /// <summary>The same for words that are in every other report.</summary>
    internal const int UnseenFrequent = 1;

    private const double ShareOfOrdinary = 0.01;
    private const double ShareOfFrequent = 0.20;

    private readonly Dictionary<uint, int> _numbers = [];
    private readonly List<Use> _uses = [];

    /// <summary>Numbers that stand for no word any more.</summary>
    private readonly Stack<int> _free = [];

    internal WordUses()
    {
        Number(isFrequent: false);
        Number(isFrequent: true);
    }

    /// <summary>By number, what is taken off the logarithm of all stories to get a word's rarity; kept, because it is read far more often than it changes.</summary>
    internal double[] LogsOfStories { get; private set; } = new double[1024];

    /// <summary>The word's number, or one of those that stand for all unseen words.</summary>
    internal int Find(Feature word) =>
        _numbers.TryGetValue(word.Hash, out var number) ? number : word.Has(FeatureTraits.Frequent) ? UnseenFrequent : Unseen;

    /// <summary>The word's number, from now on if it had none; whoever takes it adds a version.</summary>
    internal int Take(Feature word)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, word.Hash, out var isKnown);
        if (!isKnown)
            number = Number(word.Has(FeatureTraits.Frequent));
        return number;
    }

    /// <summary>Places of the versions with the word, in order of arrival.</summary>
    internal List<int> Versions(int number) => _uses[number].Versions;

    /// <summary>In how many stories the word occurs.</summary>
    internal int Stories(int number) => _uses[number].Stories;

    internal void CountStories(int number, int difference)
    {
        ref var use = ref CollectionsMarshal.AsSpan(_uses)[number];
        use.Stories += difference;
        LogsOfStories[number] = Math.Log(use.Stories + use.Assumed);
    }

    /// <summary>Gives the number back if no version has its word any more.</summary>
    internal void ForgetUnused(uint word, int number)
    {
        if (Versions(number).Count == 0)
        {
            _numbers.Remove(word);
            _free.Push(number);
        }
    }

    private int Number(bool isFrequent)
    {
        var use = new Use { Assumed = StoriesAssumed * (isFrequent ? ShareOfFrequent : ShareOfOrdinary), Versions = [] };
        if (_free.TryPop(out var number))
        {
            _uses[number] = use;
        }
        else
        {
            number = _uses.Count;
            _uses.Add(use);
            if (number == LogsOfStories.Length)
                LogsOfStories = [.. LogsOfStories, .. new double[number]];
        }

        LogsOfStories[number] = Math.Log(use.Assumed);
        return number;
    }

    private struct Use
    {
        internal double Assumed;
        internal int Stories;
        internal List<int> Versions;
    }
}
