using FeedWatch.Core.Feeds;
using FeedWatch.Core.Stories;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings;

/// <summary>The configuration that is shipped, through parsing, matching and grouping.</summary>
public class DefaultConfigurationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "config");

    private static Configuration Load()
    {
        var load = ConfigurationLoader.Load(Folder, new Dictionary<string, string>(), ConfigurationFolder.Now, "/nowhere");
        Assert.Empty(load.Problems);
        return load.Configuration!;
    }

    [Fact]
    public void It_is_valid_and_lets_the_samples_alert_whatever_the_date_is()
    {
        var configuration = Load();

        Assert.Equal(["ip4", "defence-industry-consultation-body"], configuration.Topics.Select(topic => topic.Topic.Definition.Id));
        Assert.Equal(5, configuration.Feeds.Count);
        Assert.All(configuration.Feeds, feed => Assert.Equal(FirstPoll.All, feed.FirstPoll));
        Assert.All(configuration.Topics, topic => Assert.Equal(["desk@example.org"], topic.Topic.Recipients));
    }

    [Fact]
    public void Every_report_is_flagged_padding_is_not_and_the_copies_of_one_event_are_one_story()
    {
        var configuration = Load();
        var stories = new StoryIndex();
        var count = 0L;
        var hits = new List<string>();
        foreach (var feed in configuration.Feeds)
        {
            var parsed = FeedParser.Parse(File.ReadAllBytes(feed.Url), new FeedParserOptions { BaseUri = null });
            Assert.Empty(parsed.Problems);
            foreach (var item in parsed.Items)
            {
                var topics = configuration.TopicSet.Match(ItemOf(item, feed)).Select(match => configuration.Topics[match.Topic].Topic.Definition.Id).Order();
                if (string.Join('+', topics) is { Length: > 0 } flagged) hits.Add($"{item.Id ?? item.Link} story {StoryOf(item, feed, stories, ref count)} {flagged}");
            }
        }

        Assert.Equal(
            [
                "hw-20250626-0011 story 1 defence-industry-consultation-body+ip4",
                "hw-20250530-0018 story 2 ip4",
                "tag:northern-courier.example,2025:world/48213 story 1 defence-industry-consultation-body+ip4",
                "https://pacific-ledger.example/a/7731 story 1 defence-industry-consultation-body+ip4",
                "https://evening-dispatch.example/news/nato-ip4-launch story 1 defence-industry-consultation-body+ip4",
                "https://brussels-note.example/p/1204 story 1 defence-industry-consultation-body+ip4",
                "https://brussels-note.example/p/1201 story 3 ip4",
            ],
            hits);
    }

    private static TopicItem ItemOf(FeedItem item, FeedSettings feed) => new()
    {
        Title = item.Title,
        Summary = item.Summary.ToPlainText(),
        Content = item.Content.ToPlainText(),
        Link = item.Link,
        Language = item.Language,
        FeedId = feed.Id,
        Source = feed.Name,
        FeedTags = feed.Tags,
    };

    /// <summary>Joins the item to its story, or opens the next one; stories are counted from 1.</summary>
    private static long StoryOf(FeedItem item, FeedSettings feed, StoryIndex stories, ref long count)
    {
        var text = new StoryText
        {
            FeedId = feed.Id,
            Title = item.Title,
            Body = item.Content.ToPlainText() ?? item.Summary.ToPlainText(),
            Link = item.Link,
            Language = item.Language,
            At = item.Published!.Value,
            Outlet = feed.Name,
        };
        var version = new StoryVersion(0, feed.Id, CanonicalLink.Of(item.Link), item.Id ?? item.Link, text.At, StoryFingerprint.Of(text));
        var story = StoryGrouper.Find(stories, version) is Grouping.Joins joins ? joins.StoryId : ++count;
        stories.Add(version with { StoryId = story });
        return story;
    }
}
