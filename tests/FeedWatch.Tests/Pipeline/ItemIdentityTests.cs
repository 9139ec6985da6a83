using FeedWatch.Core.Feeds;
using FeedWatch.Pipeline;
using FeedWatch.Settings;

namespace FeedWatch.Tests.Pipeline;

public sealed class ItemIdentityTests
{
    private static readonly FeedItem[] News = [Item("a", "First"), Item("b", "Second"), Item("c", "Third")];

    [Fact]
    public void The_guid_tells_items_apart_by_default() =>
        Assert.Equal(FeedIdentity.Guid, ItemIdentity.Judge(ItemFace.Of(News), FeedIdentity.Auto, Listing.Empty));

    [Fact]
    public void One_guid_for_all_items_tells_nothing_so_the_links_do()
    {
        var shared = News.Select(item => item with { Id = "same" }).ToList();

        Assert.Equal(FeedIdentity.Link, ItemIdentity.Judge(ItemFace.Of(shared), FeedIdentity.Auto, Listing.Empty));
    }

    [Fact]
    public void Without_guids_and_with_one_link_title_and_address_tell()
    {
        var bare = News.Select(item => item with { Id = null, Link = "https://news.example/" }).ToList();

        Assert.Equal(FeedIdentity.Fingerprint, ItemIdentity.Judge(ItemFace.Of([bare[0] with { Id = "x" }, bare[1] with { Id = "x" }]), FeedIdentity.Auto, Listing.Empty));
    }

    [Fact]
    public void Guids_that_turn_over_are_no_longer_trusted_and_that_is_remembered()
    {
        var before = ItemIdentity.List(ItemFace.Of(News), FeedIdentity.Guid).Listing;
        var turned = News.Select(item => item with { Id = item.Id + "-2" }).ToList();

        var identity = ItemIdentity.Judge(ItemFace.Of(turned), FeedIdentity.Auto, before);
        var after = Listing.FromBytes(ItemIdentity.List(ItemFace.Of(turned), identity).Listing.ToBytes());

        Assert.Equal(FeedIdentity.Fingerprint, identity);
        Assert.Equal(FeedIdentity.Fingerprint, ItemIdentity.Judge(ItemFace.Of(News), FeedIdentity.Auto, after));
    }

    [Fact]
    public void What_the_user_says_wins() =>
        Assert.Equal(FeedIdentity.Link, ItemIdentity.Judge(ItemFace.Of(News), FeedIdentity.Link, Listing.Empty));

    [Fact]
    public void Session_ids_in_links_do_not_make_an_item_new()
    {
        var (first, _) = ItemIdentity.List(ItemFace.Of([Item(null, "First") with { Link = "https://news.example/1?jsessionid=17" }]), FeedIdentity.Link);
        var (second, _) = ItemIdentity.List(ItemFace.Of([Item(null, "First") with { Link = "https://news.example/1?jsessionid=18" }]), FeedIdentity.Link);

        Assert.Equal(first.Items[0].Key, second.Items[0].Key);
    }

    [Fact]
    public void The_first_of_two_items_with_one_identity_counts()
    {
        var (listing, indexes) = ItemIdentity.List(ItemFace.Of([News[0], News[0] with { Title = "Other" }, News[1]]), FeedIdentity.Guid);

        Assert.Equal(2, listing.Items.Count);
        Assert.Equal([0, 2], indexes);
    }

    [Fact]
    public void A_listing_survives_its_bytes()
    {
        var listing = ItemIdentity.List(ItemFace.Of(News), FeedIdentity.Link).Listing;

        var read = Listing.FromBytes(listing.ToBytes());

        Assert.Equal(listing.Identity, read.Identity);
        Assert.Equal(listing.Items, read.Items);
    }

    [Fact]
    public void A_listing_with_other_items_forgets_where_the_old_ones_stood()
    {
        var listing = ItemIdentity.List(ItemFace.Of(News), FeedIdentity.Guid).Listing;
        var (first, second) = (listing.Items[0].Key, listing.Items[1].Key);
        Assert.Equal((0, 1), (listing.Place(first), listing.Place(second)));

        var shorter = listing with { Items = [listing.Items[1]] };

        Assert.Equal((-1, 0), (shorter.Place(first), shorter.Place(second)));
    }

    private static FeedItem Item(string? id, string title) => new() { Id = id, Title = title, Link = $"https://news.example/{title}" };
}
