using FeedWatch.Core.Feeds;

namespace FeedWatch.Pipeline;

/// <summary>What a document brings beyond what the feed listed before.</summary>
/// <param name="Unknown">Listed for the first time since the last reading; the memory of seen keys has the last word.</param>
/// <param name="Changed">Listed before, with another text now; under the key that it had then.</param>
/// <param name="Gone">Keys that are no longer listed.</param>
/// <param name="Renamed">Items that came back under another key: old and new.</param>
/// <param name="IsGap">Nothing of the last reading is left: items may have rolled out between two polls.</param>
public sealed record FreshItems(
    Listing Listing, IReadOnlyList<(UInt128 Key, FeedItem Item)> Unknown, IReadOnlyList<(UInt128 Key, FeedItem Item)> Changed,
    IReadOnlyList<UInt128> Gone, IReadOnlyList<(UInt128 Old, UInt128 New)> Renamed, bool IsGap)
{
    /// <summary>Deltas add up until the next whole document; beyond this the memory of seen keys alone knows.</summary>
    private const int MostRemembered = 10_000;

    /// <summary>Compares a document with the last reading. Pure.</summary>
    /// <param name="isDelta">The document holds only what is new (RFC 3229): nothing vanished.</param>
    public static FreshItems Of(Feed document, Settings.FeedIdentity configured, Listing before, bool isDelta)
    {
        var faces = ItemFace.Of(document.Items, before.Form);
        var identity = ItemIdentity.Judge(faces, configured, before);
        var (listing, indexes) = ItemIdentity.List(faces, identity);
        var isListed = new bool[before.Items.Count];
        foreach (var item in listing.Items)
        {
            if (before.Place(item.Key) is >= 0 and var place)
            {
                isListed[place] = true;
            }
        }

        // Columns print one title over and over, under addresses that differ in their query: where keys are trusted, the text has to be the same as well.
        var isTrusted = identity == before.Identity;
        (ulong Look, ulong Text) TwinOf(ListedItem item) => (item.Look, isTrusted ? item.Text : 0);

        var vanished = before.Items.Where((_, place) => !isListed[place]).ToList();
        var alike = new Dictionary<(ulong Look, ulong Text), int>(vanished.Count); // the first of those that are alike
        var nextAlike = new int[vanished.Count];
        for (var i = vanished.Count - 1; i >= 0; i--)
        {
            nextAlike[i] = alike.GetValueOrDefault(TwinOf(vanished[i]), -1);
            alike[TwinOf(vanished[i])] = i;
        }

        var (unknown, changed, renamed) = (new List<(UInt128, FeedItem)>(), new List<(UInt128, FeedItem)>(), new List<(UInt128, UInt128)>());
        foreach (var (item, index) in listing.Items.Zip(indexes))
        {
            if (before.Place(item.Key) is >= 0 and var place)
            {
                if (before.Items[place].Text != item.Text)
                {
                    changed.Add((item.Key, document.Items[index]));
                }
            }
            else if (alike.GetValueOrDefault(TwinOf(item), -1) is >= 0 and var twin)
            {
                renamed.Add((vanished[twin].Key, item.Key));
                alike[TwinOf(item)] = nextAlike[twin];
                if (vanished[twin].Text != item.Text)
                {
                    changed.Add((vanished[twin].Key, document.Items[index]));
                }
            }
            else
            {
                unknown.Add((item.Key, document.Items[index]));
            }
        }

        var isGap = !isDelta && before.Items.Count > 0 && listing.Items.Count > 0 && unknown.Count == listing.Items.Count;
        if (before.Form != ListingForm.Current)
        {
            listing = ItemIdentity.List(ItemFace.Of(document.Items), identity).Listing;
        }

        if (isDelta)
        {
            // Those hashed in another way cannot be kept beside these: the memory of seen keys alone knows them.
            listing = listing with { Items = [.. listing.Items.Concat(before.Form == listing.Form ? vanished : []).Take(MostRemembered)] };
            vanished = [];
        }

        return new FreshItems(listing, unknown, changed, [.. vanished.Select(item => item.Key)], renamed, isGap);
    }
}
