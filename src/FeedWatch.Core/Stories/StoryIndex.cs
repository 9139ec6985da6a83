using System.Runtime.InteropServices;

namespace FeedWatch.Core.Stories;

/// <summary>Recent versions of stories, kept so that the few that may be like a new item are found without looking at all.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class StoryIndex
{
    /// <summary>Of a word's versions only the newest are looked at: a word in more of them tells little.</summary>
    private const int NewestPerWord = 200;

    /// <summary>So many of the candidate's rarest words are looked up, and so many of the versions found are compared.</summary>
    private const int WordsLookedUp = 20;
    private const int VersionsCompared = 24;

    /// <summary>A version with less of the weight of the words looked up cannot be about the same event.</summary>
    private const double LeastShare = 0.10;

    /// <summary>Of a story's versions so many are walked along to see which words of another they have; most stories have no more.</summary>
    private const int Walked = 64;

    /// <summary>The versions, by place: a place that one leaves is the next one's.</summary>
    private readonly List<RecentVersion?> _versions = [];
    private readonly Stack<int> _free = [];

    /// <summary>By place, for one look; zeroes between two.</summary>
    private double[] _weights = [];
    private readonly Dictionary<uint, WordUse> _words = [];
    private readonly Dictionary<string, List<RecentVersion>> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Feed, string Key), List<RecentVersion>> _items = [];
    private readonly Dictionary<long, List<RecentVersion>> _stories = [];
    private long _arrivals;

    /// <summary>How many versions are kept.</summary>
    public int Count { get; private set; }

    /// <summary>The weights of words as things stand.</summary>
    internal WordWeights Weights => new(_stories.Count);

    /// <summary>Keeps a version. The order of arrival decides between equals.</summary>
    public void Add(StoryVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var features = version.Fingerprint.Features;
        var recent = new RecentVersion(version, new WordUse[features.Length], _arrivals++, TakePlace());
        _versions[recent.Place] = recent;
        var siblings = ListIn(_stories, version.StoryId);
        Span<bool> told = stackalloc bool[features.Length];
        new WordTable(features, stackalloc byte[WordTable.Size]).MarkTold(Newest(siblings, Walked), told);
        for (var i = 0; i < features.Length; i++)
        {
            if (!_words.TryGetValue(features[i].Hash, out var use))
                _words[features[i].Hash] = use = new WordUse(features[i].Has(FeatureTraits.Frequent));
            recent.Words[i] = use;
            if (!told[i] && !HaveWord(siblings, features[i].Hash, use))
                use.CountStories(1);
            use.Versions.Add(recent.Place);
        }

        siblings.Add(recent);
        if (version.CanonicalLink is { } link)
            ListIn(_links, link).Add(recent);
        if (version.ItemKey is { } key)
            ListIn(_items, (version.FeedId, key)).Add(recent);
        Count++;
    }

    /// <summary>Forgets the versions reported before <paramref name="limit"/>; gives their number.</summary>
    public int RemoveOlderThan(DateTimeOffset limit)
    {
        var old = _stories.Values.SelectMany(versions => versions).Where(recent => recent.Version.At < limit).ToList();
        foreach (var recent in old)
            Remove(recent);
        return old.Count;
    }

    /// <summary>The latest version of one item of one feed, or null.</summary>
    internal StoryVersion? LatestOfItem(string feedId, string? itemKey) =>
        itemKey is not null && _items.TryGetValue((feedId, itemKey), out var versions) ? versions[^1].Version : null;

    /// <summary>The versions with this link, in order of arrival.</summary>
    internal IReadOnlyList<RecentVersion> WithLink(string? canonicalLink) =>
        canonicalLink is not null && _links.TryGetValue(canonicalLink, out var versions) ? versions : [];

    /// <summary>The newest versions of a story, at most so many, in order of arrival.</summary>
    internal IEnumerable<RecentVersion> Newest(long story, int most) =>
        _stories.TryGetValue(story, out var versions) ? versions.Skip(versions.Count - most) : [];

    /// <summary>The candidate with the use of its words, without being added.</summary>
    internal RecentVersion Look(StoryVersion candidate) => new(
        candidate,
        Array.ConvertAll(candidate.Fingerprint.Features, feature =>
            _words.TryGetValue(feature.Hash, out var use) ? use : feature.Has(FeatureTraits.Frequent) ? WordUse.UnseenFrequent : WordUse.Unseen),
        _arrivals,
        place: -1);

    /// <summary>The versions that share most of the candidate's rarest words, in order of arrival.</summary>
    internal List<RecentVersion> Like(RecentVersion candidate)
    {
        if (_weights.Length < _versions.Count)
            _weights = new double[_versions.Capacity];
        var found = new List<int>();
        double all = 0;
        foreach (var (use, weight) in RarestWords(candidate))
        {
            all += weight;
            var versions = CollectionsMarshal.AsSpan(use.Versions);
            foreach (var place in versions[Math.Max(0, versions.Length - NewestPerWord)..])
            {
                if (_weights[place] == 0)
                    found.Add(place);
                _weights[place] += weight;
            }
        }

        var best = new PriorityQueue<RecentVersion, (double Weight, long Arrival)>(VersionsCompared + 1);
        foreach (var place in found)
        {
            var weight = _weights[place];
            _weights[place] = 0;
            if (weight < all * LeastShare)
                continue;
            var version = _versions[place]!;
            if (best.Count < VersionsCompared)
                best.Enqueue(version, (weight, -version.Arrival));
            else
                best.EnqueueDequeue(version, (weight, -version.Arrival));
        }

        return [.. best.UnorderedItems.Select(item => item.Element).OrderBy(version => version.Arrival)];
    }

    private IEnumerable<(WordUse Use, double Weight)> RarestWords(RecentVersion candidate)
    {
        var weights = Weights;
        return candidate.Features
            .Zip(candidate.Words)
            .Where(pair => pair.Second.Versions.Count > 0 && !pair.First.Has(FeatureTraits.Frequent))
            .Select(pair => (pair.First.Hash, Use: pair.Second, Weight: weights.Of(pair.First, pair.Second) * WordWeights.Prominence(pair.First.Traits)))
            .Where(word => word.Weight > 0)
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Hash)
            .Take(WordsLookedUp)
            .Select(word => (word.Use, word.Weight));
    }

    private void Remove(RecentVersion recent)
    {
        var version = recent.Version;
        var siblings = _stories[version.StoryId];
        siblings.Remove(recent);
        Span<bool> told = stackalloc bool[recent.Words.Length];
        new WordTable(recent.Features, stackalloc byte[WordTable.Size]).MarkTold(Newest(siblings, Walked), told);
        for (var i = 0; i < recent.Words.Length; i++)
        {
            var use = recent.Words[i];
            use.Versions.Remove(recent.Place);
            if (!told[i] && !HaveWord(siblings, recent.Features[i].Hash, use))
                use.CountStories(-1);
            if (use.Versions.Count == 0)
                _words.Remove(recent.Features[i].Hash);
        }

        if (siblings.Count == 0)
            _stories.Remove(version.StoryId);
        if (version.CanonicalLink is { } link)
            RemoveFrom(_links, link, recent);
        if (version.ItemKey is { } key)
            RemoveFrom(_items, (version.FeedId, key), recent);
        _versions[recent.Place] = null;
        _free.Push(recent.Place);
        Count--;
    }

    private int TakePlace()
    {
        if (_free.TryPop(out var place))
            return place;
        _versions.Add(null);
        return _versions.Count - 1;
    }

    /// <summary>Whether one of a story's versions has the word, beyond those walked along: asked of those that have the word, or of those of the story, whichever are fewer.</summary>
    private bool HaveWord(List<RecentVersion> versions, uint word, WordUse use)
    {
        if (versions.Count <= Walked)
            return false;
        if (use.Versions.Count > versions.Count)
            return versions.Exists(recent => recent.Version.Fingerprint.Find(word) >= 0);
        var story = versions[0].Version.StoryId;
        return use.Versions.FindLastIndex(place => _versions[place]!.Version.StoryId == story) >= 0;
    }

    private static ReadOnlySpan<RecentVersion> Newest(List<RecentVersion> versions, int most) => CollectionsMarshal.AsSpan(versions)[Math.Max(0, versions.Count - most)..];

    private static List<RecentVersion> ListIn<TKey>(Dictionary<TKey, List<RecentVersion>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }

    private static void RemoveFrom<TKey>(Dictionary<TKey, List<RecentVersion>> lists, TKey key, RecentVersion recent)
        where TKey : notnull
    {
        lists[key].Remove(recent);
        if (lists[key].Count == 0)
            lists.Remove(key);
    }
}
