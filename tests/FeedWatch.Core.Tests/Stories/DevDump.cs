using System.Globalization;
using FeedWatch.Core.Stories;
namespace FeedWatch.Core.Tests.Stories;
public sealed class DevDump
{
    [Fact]
    public void Dump()
    {
        var set = LabelledStories.Read("stories.json");
        var index = new StoryIndex();
        var n = 0;
        var ids = new Dictionary<string, long>();
        using var w = new StreamWriter("/tmp/storyset/margins.txt");
        foreach (var (e, item) in set.InOrder())
        {
            var v = item.ToVersion(n++);
            if (!ids.TryGetValue(e, out var id)) ids[e] = id = ids.Count + 1;
            var verdicts = index.Like(v.Fingerprint).Select(x => (x, d: StoryVerdict.On(x, v, index))).ToList();
            double M(IEnumerable<(StoryVersion x, StoryVerdict d)> q) => q.Any() ? q.Max(t => t.d.Similarity - t.d.Bar) : double.NaN;
            var own = M(verdicts.Where(t => t.x.StoryId == id)); var other = M(verdicts.Where(t => t.x.StoryId != id));
            if (!(own > 0.1) && !double.IsNaN(own) || other > -0.12) w.WriteLine(string.Create(CultureInfo.InvariantCulture, $"own {own:0.00} other {other:0.00} {e} / {item.Title} / {verdicts.Where(t => t.x.StoryId != id).OrderByDescending(t => t.d.Similarity - t.d.Bar).Select(t => ids.First(k => k.Value == t.x.StoryId).Key + " " + StoryComparison.Of(t.x.Fingerprint, v.Fingerprint, index)).FirstOrDefault()}"));
            index.Add(v with { StoryId = id });
        }
    }
}
