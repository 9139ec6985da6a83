using FeedWatch.Core.Feeds;
using FeedWatch.Pipeline;
using FeedWatch.Settings;

namespace FeedWatch.Tests.Pipeline;

public sealed class FreshItemsTests
{
    private static readonly FeedItem[] News = [Item("a", "First"), Item("b", "Second"), Item("c", "Third")];

    [Theory, InlineData(ListingForm.Current), InlineData(ListingForm.Sha256)]
    public void What_was_listed_before_is_not_fresh_however_it_was_hashed(ListingForm form)
    {
        var fresh = Of(News, Listed(News, form));

        Assert.Empty(fresh.Unknown);
        Assert.Empty(fresh.Changed);
        Assert.Empty(fresh.Gone);
        Assert.Equal(Listed(News, ListingForm.Current).Items, fresh.Listing.Items);
    }

    [Theory, InlineData(ListingForm.Current), InlineData(ListingForm.Sha256)]
    public void Another_text_is_a_change_however_it_was_hashed(ListingForm form)
    {
        FeedItem[] now = [News[0], News[1] with { Summary = new FeedText("<p>More.</p>", FeedTextKind.Html) }, News[2] with { Title = "Third, corrected" }, Item("d", "Fourth")];

        var fresh = Of(now, Listed(News, form));

        Assert.Equal(["b", "c"], fresh.Changed.Select(pair => pair.Item.Id));
        Assert.Equal(["d"], fresh.Unknown.Select(pair => pair.Item.Id));
    }

    [Theory, InlineData(ListingForm.Current), InlineData(ListingForm.Sha256)]
    public void An_item_that_came_back_under_another_key_is_renamed_however_it_was_hashed(ListingForm form)
    {
        FeedItem[] now = [News[0] with { Id = "a2" }, News[1], News[2]];

        var fresh = Of(now, Listed(News, form));

        Assert.Empty(fresh.Unknown);
        Assert.Equal((Key(News[0]), Key(now[0])), Assert.Single(fresh.Renamed));
    }

    [Fact]
    public void An_item_under_another_key_with_another_text_is_another_item()
    {
        FeedItem[] now = [News[0] with { Id = "a2", Summary = new FeedText("More.", FeedTextKind.Plain) }, News[1], News[2]];

        var fresh = Of(now, Listed(News, ListingForm.Current));

        Assert.Equal("a2", Assert.Single(fresh.Unknown).Item.Id);
        Assert.Empty(fresh.Renamed);
    }

    [Fact]
    public void Where_all_keys_are_renewed_another_text_is_a_change()
    {
        FeedItem[] now = [News[0] with { Id = "a2", Summary = new FeedText("More.", FeedTextKind.Plain) }, News[1] with { Id = "b2" }, News[2] with { Id = "c2" }];

        var fresh = Of(now, Listed(News, ListingForm.Current));

        Assert.Empty(fresh.Unknown);
        Assert.Equal(3, fresh.Renamed.Count);
        Assert.Equal(Key(News[0]), Assert.Single(fresh.Changed).Key);
    }

    [Fact]
    public void Items_that_look_alike_are_renamed_in_their_order_each_once()
    {
        FeedItem[] before = [News[0], News[0] with { Id = "a'" }, News[1], News[2]];
        FeedItem[] now = [News[0] with { Id = "a2" }, News[0] with { Id = "a3" }, News[0] with { Id = "a4" }, News[1], News[2]];

        var fresh = FreshItems.Of(new Feed { Format = FeedFormat.Rss20, Items = now }, FeedIdentity.Guid, Listed(before, ListingForm.Current), isDelta: false);

        Assert.Equal([(Key(before[0]), Key(now[0])), (Key(before[1]), Key(now[1]))], fresh.Renamed);
        Assert.Equal("a4", Assert.Single(fresh.Unknown).Item.Id);
    }

    [Fact]
    public void Nothing_moved_between_two_texts_goes_unnoticed()
    {
        FeedItem[] before = [News[0] with { Summary = new FeedText("Text", FeedTextKind.Plain), Content = default }, News[1] with { Title = null, Summary = new FeedText("Second", FeedTextKind.Plain) }];
        FeedItem[] now = [News[0] with { Summary = default, Content = new FeedText("Text", FeedTextKind.Plain) }, News[1] with { Title = "Second", Summary = default }];

        Assert.Equal(2, Of(now, Listed(before, ListingForm.Current)).Changed.Count);
    }

    [Fact]
    public void A_delta_keeps_what_it_does_not_mention_unless_that_was_hashed_in_another_way()
    {
        FeedItem[] delta = [Item("d", "Fourth")];

        Assert.Equal([.. Listed(delta, ListingForm.Current).Items, .. Listed(News, ListingForm.Current).Items], Of(delta, Listed(News, ListingForm.Current), isDelta: true).Listing.Items);
        Assert.Equal(Listed(delta, ListingForm.Current).Items, Of(delta, Listed(News, ListingForm.Sha256), isDelta: true).Listing.Items);
    }

    private static FreshItems Of(FeedItem[] items, Listing before, bool isDelta = false) =>
        FreshItems.Of(new Feed { Format = FeedFormat.Rss20, Items = items }, FeedIdentity.Auto, Listing.FromBytes(before.ToBytes()), isDelta);

    private static Listing Listed(FeedItem[] items, ListingForm form) => ItemIdentity.List(ItemFace.Of(items, form), FeedIdentity.Guid).Listing with { Form = form };

    private static UInt128 Key(FeedItem item) => ItemFace.Of([item])[0].Key(FeedIdentity.Guid);

    private static FeedItem Item(string id, string title) => new() { Id = id, Title = title, Link = $"https://news.example/{title}" };
}
