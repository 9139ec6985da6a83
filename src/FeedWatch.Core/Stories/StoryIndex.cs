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

    /// <summary>To search a version for a word takes as long as to see of so many versions which story is theirs.</summary>
    private const int LooksPerSearch = 16;

    /// <summary>The versions, by place: a place that one leaves is the next one's.</summary>
    private readonly List<RecentVersion?> _versions = [];

    /// <summary>Their stories, by place: asked of many at once.</summary>
    private readonly List<long> _storyIds = [];
    private readonly Stack<int> _free = [];

    /// <summary>By place, for one look; zeroes between two.</summary>
    private double[] _weights = [];
    private readonly Dictionary<string, List<RecentVersion>> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Feed, string Key), List<RecentVersion>> _items = [];
    private readonly Dictionary<long, List<RecentVersion>> _stories = [];
    private long _arrivals;

    /// <summary>How many versions are kept.</summary>
    public int Count { get; private set; }

    /// <summary>The weights of words as things stand.</summary>
    internal WordWeights Weights => new(Words, _stories.Count);

    /// <summary>What is known of the words of the versions.</summary>
    internal WordUses Words { get; } = new();

    /// <summary>Keeps a version. The order of arrival decides between equals.</summary>
    public void Add(StoryVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var features = version.Fingerprint.Features;
        var recent = new RecentVersion(version, new int[features.Length], _arrivals++, TakePlace());
        (_versions[recent.Place], _storyIds[recent.Place]) = (recent, version.StoryId);
        var siblings = ListIn(_stories, version.StoryId);
        Span<bool> told = stackalloc bool[features.Length];
        new WordTable(features, stackalloc byte[WordTable.Size]).MarkTold(Newest(siblings, Walked), told);
        for (var i = 0; i < features.Length; i++)
        {
            var word = recent.Words[i] = Words.Take(features[i]);
            if (!told[i] && !HaveWord(siblings, features[i].Hash, word))
                Words.CountStories(word, 1);
            Words.Versions(word).Add(recent.Place);
        }

        siblings.Add(recent);
        if (version.CanonicalLink is { } link)
            ListIn(_links, link).Add(recent);
        if (version.ItemKey is { } key)
            ListIn(_items, (version.FeedId, key)).Add(recent);
        Count++;
    }

    /// <summary>Forgets the versions found before <paramref name="limit"/>, whatever their dates say: copies of old news are found one after the other, too. Gives their number.</summary>
    public int RemoveOlderThan(DateTimeOffset limit)
    {
        var old = _stories.Values.SelectMany(versions => versions).Where(recent => (recent.Version.FoundAt ?? recent.Version.At) < limit).ToList();
        foreach (var recent in old)
            Remove(recent);
        return old.Count;
    }

    /// <summary>The latest version of one item of one feed, or null.</summary>
    internal StoryVersion? LatestOfItem(string feedId, string? itemKey) =>
        itemKey is not null && _items.TryGetValue((feedId, itemKey), out var versions) ? versions[^1].Version : null;

    /// <summary>The newest versions with this link, at most so many, in order of arrival.</summary>
    internal IEnumerable<RecentVersion> WithLink(string? canonicalLink, int most) =>
        canonicalLink is not null && _links.TryGetValue(canonicalLink, out var versions) ? versions.Skip(versions.Count - most) : [];

    /// <summary>The newest versions of a story, at most so many, in order of arrival.</summary>
    internal IEnumerable<RecentVersion> Newest(long story, int most) =>
        _stories.TryGetValue(story, out var versions) ? versions.Skip(versions.Count - most) : [];

    /// <summary>The candidate with the numbers of its words, without being added.</summary>
    internal RecentVersion Look(StoryVersion candidate) =>
        new(candidate, Array.ConvertAll(candidate.Fingerprint.Features, Words.Find), _arrivals, place: -1);

    /// <summary>The versions that share most of the candidate's rarest words, in order of arrival.</summary>
    internal List<RecentVersion> Like(RecentVersion candidate)
    {
        if (_weights.Length < _versions.Count)
            _weights = new double[_versions.Capacity];
        var found = new List<int>();
        double all = 0;
        Span<(int Word, double Weight)> rarest = stackalloc (int, double)[WordsLookedUp];
        foreach (var (word, weight) in rarest[..RarestWords(candidate, rarest)])
        {
            all += weight;
            var versions = CollectionsMarshal.AsSpan(Words.Versions(word));
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

    /// <summary>The words that weigh most, the heaviest first, of equals that with the lower hash; gives how many.</summary>
    private int RarestWords(RecentVersion candidate, Span<(int Word, double Weight)> rarest)
    {
        var (weights, count) = (Weights, 0);
        for (var i = 0; i < candidate.Words.Length; i++)
        {
            var (feature, word) = (candidate.Features[i], candidate.Words[i]);
            if (word is WordUses.Unseen or WordUses.UnseenFrequent || feature.Has(FeatureTraits.Frequent))
                continue;
            var weight = weights.Of(feature, word) * WordWeights.Prominence(feature.Traits);
            if (weight == 0 || (count == rarest.Length && weight <= rarest[^1].Weight))
                continue;
            var place = count < rarest.Length ? count++ : count - 1;
            for (; place > 0 && rarest[place - 1].Weight < weight; place--)
                rarest[place] = rarest[place - 1];
            rarest[place] = (word, weight);
        }

        return count;
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
            var (hash, word) = (recent.Features[i].Hash, recent.Words[i]);
            Words.Versions(word).Remove(recent.Place);
            if (!told[i] && !HaveWord(siblings, hash, word))
                Words.CountStories(word, -1);
            Words.ForgetUnused(hash, word);
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
        _storyIds.Add(0);
        return _versions.Count - 1;
    }

    /// <summary>Whether one of a story's versions has the word, beyond those walked along: asked of those that have the word, or of those of the story, whichever takes less.</summary>
    private bool HaveWord(List<RecentVersion> versions, uint hash, int word)
    {
        if (versions.Count <= Walked)
            return false;
        var withWord = Words.Versions(word);
        if (withWord.Count > versions.Count * LooksPerSearch)
            return versions.Exists(recent => recent.Version.Fingerprint.Find(hash) >= 0);
        var story = versions[0].Version.StoryId;
        return withWord.FindLastIndex(place => _storyIds[place] == story) >= 0;
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
