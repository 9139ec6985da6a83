using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class StoryIndexTests
{
    private static readonly IReadOnlyList<(string Event, LabelledItem Item)> Reports = LabelledStories.Read("stories.json").InOrder();

    [Fact]
    public void An_empty_index_knows_no_story() =>
        Assert.IsType<Grouping.OpensNew>(StoryGrouper.Find(new StoryIndex(), Reports[0].Item.ToVersion(0)));

    [Fact]
    public void Looking_changes_nothing()
    {
        var index = Filled(60);
        var candidate = Reports[60].Item.ToVersion(60);

        Assert.Equal(StoryGrouper.Find(index, candidate), StoryGrouper.Find(index, candidate));
        Assert.Equal(60, index.Count);
    }

    [Fact]
    public void Of_thousands_of_versions_under_one_address_only_the_newest_are_compared()
    {
        var index = new StoryIndex();
        for (var i = 0; i < 2_000; i++)
            index.Add(new StoryVersion(i, "wire", "https://example.org/live", null, Reports[0].Item.At, StoryFingerprint.Empty));

        Assert.Equal([1_997, 1_998, 1_999], index.WithLink("https://example.org/live", most: 3).Select(recent => recent.Version.StoryId));
    }

    [Fact]
    public void What_is_removed_has_no_more_say()
    {
        var limit = Reports[100].Item.At;
        var trimmed = Filled(200);
        var removed = trimmed.RemoveOlderThan(limit);
        var fresh = new StoryIndex();
        foreach (var (version, i) in Versions(200).Select((version, i) => (version, i)))
        {
            if (version.At >= limit)
                fresh.Add(version);
        }

        Assert.Equal(200 - fresh.Count, removed);
        Assert.Equal(fresh.Count, trimmed.Count);
        for (var i = 200; i < Reports.Count; i++)
        {
            var candidate = Reports[i].Item.ToVersion(i);
            Assert.Equal(StoryGrouper.Find(fresh, candidate), StoryGrouper.Find(trimmed, candidate));
        }
    }

    [Fact]
    public void Who_comes_after_a_removal_is_not_taken_for_who_was_there_before()
    {
        var limit = Reports[100].Item.At;
        var (trimmed, fresh) = (Filled(150), new StoryIndex());
        trimmed.RemoveOlderThan(limit);
        foreach (var version in Versions(150).Where(version => version.At >= limit))
            fresh.Add(version);

        foreach (var (version, i) in Versions(Reports.Count).Select((version, i) => (version, i)).Skip(150))
        {
            Assert.Equal(StoryGrouper.Find(fresh, version), StoryGrouper.Find(trimmed, version));
            fresh.Add(version);
            trimmed.Add(version);
        }
    }

    [Fact]
    public void Removing_everything_leaves_an_empty_index()
    {
        var index = Filled(50);

        Assert.Equal(50, index.RemoveOlderThan(DateTimeOffset.MaxValue));
        Assert.Equal(0, index.Count);
        Assert.IsType<Grouping.OpensNew>(StoryGrouper.Find(index, Reports[51].Item.ToVersion(51)));
    }

    [Fact]
    public void A_story_of_a_thousand_versions_still_finds_the_next_one()
    {
        var index = new StoryIndex();
        var wire = Reports[0].Item.ToVersion(0);
        for (var i = 0; i < 1_000; i++)
            index.Add(wire with { StoryId = 1, FeedId = "feed" + i, ItemKey = "item" + i });

        var joins = Assert.IsType<Grouping.Joins>(StoryGrouper.Find(index, wire with { FeedId = "late", ItemKey = "late" }));
        Assert.Equal(1, joins.StoryId);
    }

    [Fact]
    public void In_how_many_stories_a_word_is_counts_a_long_story_once_and_no_longer_when_it_is_gone()
    {
        var index = new StoryIndex();
        var (long1, short2) = (Reports[0].Item.ToVersion(0), Reports[100].Item.ToVersion(1));
        for (var i = 0; i < 150; i++)
        {
            // Every other version has other words, so that the newest do not tell what the whole story says.
            var told = i % 2 == 0 && i < 20 ? long1 : Reports[1].Item.ToVersion(i) with { At = long1.At };
            index.Add(told with { StoryId = 1, FeedId = "feed" + i, ItemKey = "item" + i });
        }

        index.Add(long1 with { StoryId = 1, FeedId = "late", ItemKey = "late", At = long1.At.AddHours(1) });
        index.Add(short2 with { StoryId = 2, At = long1.At.AddHours(1) });

        int[] expected = [.. long1.Fingerprint.Features.Select(word => short2.Fingerprint.Find(word.Hash) >= 0 ? 2 : 1)];
        Assert.Equal(expected, StoriesOfWords(long1));
        index.RemoveOlderThan(long1.At.AddMinutes(1));
        Assert.Equal(expected, StoriesOfWords(long1));
        index.RemoveOlderThan(DateTimeOffset.MaxValue);
        Assert.All(StoriesOfWords(long1), stories => Assert.Equal(0, stories));

        int[] StoriesOfWords(StoryVersion version) => [.. index.Look(version).Words.Select(index.Words.Stories)];
    }

    private static StoryIndex Filled(int count)
    {
        var index = new StoryIndex();
        foreach (var version in Versions(count))
            index.Add(version);
        return index;
    }

    private static IEnumerable<StoryVersion> Versions(int count) =>
        Reports.Take(count).Select((report, i) => report.Item.ToVersion(i) with { StoryId = report.Event.Length + (report.Event[0] * 100L) + report.Event[^1] });
}
