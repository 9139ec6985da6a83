namespace FeedWatch.Core.Stories;

/// <summary>Recent versions of stories, kept so that the few that may be like a new item are found without looking at all.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class StoryIndex
{
    /// <summary>Of a word's versions only the newest are looked at: a word in more of them tells little.</summary>
    private const int NewestPerWord = 300;

    /// <summary>So many of the candidate's rarest words are looked up, and so many of the versions found are compared.</summary>
    private const int WordsLookedUp = 20;
    private const int VersionsCompared = 40;

    private readonly Dictionary<uint, Posting> _words = [];
    private readonly Dictionary<string, List<StoryVersion>> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Feed, string Key), List<StoryVersion>> _items = [];
    private readonly Dictionary<long, List<StoryVersion>> _stories = [];

    /// <summary>How many versions are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a version; the order of arrival counts where times are equal.</summary>
    public void Add(StoryVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var siblings = ListIn(_stories, version.StoryId);
        foreach (var feature in version.Fingerprint.Features)
        {
            if (!_words.TryGetValue(feature.Hash, out var posting))
                _words[feature.Hash] = posting = new Posting();
            posting.Versions.Add(version);
            if (!HaveWord(siblings, feature.Hash))
                posting.Stories++;
        }

        siblings.Add(version);
        if (version.CanonicalLink is { } link)
            ListIn(_links, link).Add(version);
        if (version.ItemKey is { } key)
            ListIn(_items, (version.FeedId, key)).Add(version);
        Count++;
    }

    /// <summary>Forgets the versions reported before <paramref name="limit"/>; gives their number.</summary>
    public int RemoveOlderThan(DateTimeOffset limit)
    {
        var old = _stories.Values.SelectMany(versions => versions).Where(version => version.At < limit).ToList();
        foreach (var version in old)
            Remove(version);
        return old.Count;
    }

    /// <summary>The versions of one item of one feed, oldest arrival first.</summary>
    internal IReadOnlyList<StoryVersion> OfItem(string feedId, string? itemKey) =>
        itemKey is not null && _items.TryGetValue((feedId, itemKey), out var versions) ? versions : [];

    /// <summary>The versions with this link, oldest arrival first.</summary>
    internal IReadOnlyList<StoryVersion> OfLink(string? canonicalLink) =>
        canonicalLink is not null && _links.TryGetValue(canonicalLink, out var versions) ? versions : [];

    /// <summary>The versions that share the candidate's rarest words, the most promising first.</summary>
    internal List<StoryVersion> Like(StoryFingerprint candidate)
    {
        var rarest = candidate.Features
            .Where(feature => !feature.Has(FeatureTraits.Frequent))
            .Select(feature => (feature.Hash, Weight: WordWeights.Of(feature, this)))
            .Where(word => _words.ContainsKey(word.Hash))
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Hash)
            .Take(WordsLookedUp);

        var found = new Dictionary<StoryVersion, double>(ReferenceEqualityComparer.Instance);
        foreach (var (hash, weight) in rarest)
        {
            var versions = _words[hash].Versions;
            for (var i = Math.Max(0, versions.Count - NewestPerWord); i < versions.Count; i++)
                found[versions[i]] = found.GetValueOrDefault(versions[i]) + weight;
        }

        return [.. found.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.At).ThenBy(pair => pair.Key.StoryId).Take(VersionsCompared).Select(pair => pair.Key)];
    }

    /// <summary>In how many stories a word occurs.</summary>
    internal int StoriesWith(uint word) => _words.TryGetValue(word, out var posting) ? posting.Stories : 0;

    internal int Stories => _stories.Count;

    private void Remove(StoryVersion version)
    {
        var siblings = _stories[version.StoryId];
        siblings.Remove(version);
        foreach (var feature in version.Fingerprint.Features)
        {
            var posting = _words[feature.Hash];
            posting.Versions.Remove(version);
            if (!HaveWord(siblings, feature.Hash))
                posting.Stories--;
            if (posting.Versions.Count == 0)
                _words.Remove(feature.Hash);
        }

        if (siblings.Count == 0)
            _stories.Remove(version.StoryId);
        if (version.CanonicalLink is { } link)
            RemoveFrom(_links, link, version);
        if (version.ItemKey is { } key)
            RemoveFrom(_items, (version.FeedId, key), version);
        Count--;
    }

    private static bool HaveWord(List<StoryVersion> versions, uint word)
    {
        foreach (var version in versions)
        {
            if (version.Fingerprint.Find(word) >= 0)
                return true;
        }

        return false;
    }

    private static List<StoryVersion> ListIn<TKey>(Dictionary<TKey, List<StoryVersion>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }

    private static void RemoveFrom<TKey>(Dictionary<TKey, List<StoryVersion>> lists, TKey key, StoryVersion version)
        where TKey : notnull
    {
        lists[key].Remove(version);
        if (lists[key].Count == 0)
            lists.Remove(key);
    }

    /// <summary>Where a word occurs: versions in order of arrival, and in how many stories.</summary>
    private sealed class Posting
    {
        internal List<StoryVersion> Versions { get; } = [];

        internal int Stories { get; set; }
    }
}
