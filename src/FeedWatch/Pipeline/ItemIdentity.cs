using FeedWatch.Settings;

namespace FeedWatch.Pipeline;

/// <summary>
/// Tells the items of one feed apart. By default the guid does it; a feed whose items share one guid, or that hands out new
/// guids at every poll, is judged by its links or by title and address instead.
/// </summary>
public static class ItemIdentity
{
    /// <summary>The rule for this document.</summary>
    /// <param name="configured">What the user says; wins unless <see cref="FeedIdentity.Auto"/>.</param>
    /// <param name="before">What the feed listed last.</param>
    public static FeedIdentity Judge(IReadOnlyList<ItemFace> items, FeedIdentity configured, Listing before)
    {
        if (configured != FeedIdentity.Auto)
        {
            return configured;
        }

        if (before.Identity == FeedIdentity.Guid && HasUsableGuids(items))
        {
            return GuidsTurnOver(items, before) ? FeedIdentity.Fingerprint : FeedIdentity.Guid;
        }

        if (before.Identity == FeedIdentity.Fingerprint)
        {
            return FeedIdentity.Fingerprint;
        }

        var links = items.Select(item => item.Item.Link).Where(link => link is not null).ToList();
        return links.Count == items.Count && links.Distinct(StringComparer.Ordinal).Count() == links.Count ? FeedIdentity.Link : FeedIdentity.Fingerprint;
    }

    /// <summary>The items of a document as a listing, in document order, duplicates left out (the first wins).</summary>
    public static (Listing Listing, IReadOnlyList<int> Indexes) List(IReadOnlyList<ItemFace> items, FeedIdentity identity)
    {
        var seen = new HashSet<UInt128>(items.Count);
        var listed = new List<ListedItem>(items.Count);
        var indexes = new List<int>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var key = items[i].Key(identity);
            if (seen.Add(key))
            {
                listed.Add(new ListedItem(key, items[i].Look, items[i].Text));
                indexes.Add(i);
            }
        }

        return (new Listing(identity, listed), indexes);
    }

    private static bool HasUsableGuids(IReadOnlyList<ItemFace> items)
    {
        var guids = items.Select(item => item.Item.Id).Where(id => id is not null).ToList();
        return guids.Count < 2 || guids.Exists(guid => guid != guids[0]);
    }

    /// <summary>
    /// Most of what was listed is back with the same title and address, under other guids. Columns print one title day by day, at addresses that
    /// differ in their query alone: with a query, the text has to be the same as well.
    /// </summary>
    private static bool GuidsTurnOver(IReadOnlyList<ItemFace> items, Listing before)
    {
        bool IsNew(ItemFace item) => before.Place(item.Key(FeedIdentity.Guid)) < 0;
        if (items.Count(IsNew) < 2)
        {
            return false;
        }

        var looks = new HashSet<ulong>(before.Items.Count);
        looks.UnionWith(before.Items.Select(item => item.Look));
        var alike = items.Where(item => looks.Contains(item.Look)).ToList();
        if (alike.Exists(item => item.HasQuery))
        {
            var same = before.Items.Select(item => (item.Look, item.Text)).ToHashSet();
            alike.RemoveAll(item => item.HasQuery && !same.Contains((item.Look, item.Text)));
        }

        var turned = alike.Count(IsNew);
        return turned >= 2 && turned * 2 >= alike.Count;
    }
}
