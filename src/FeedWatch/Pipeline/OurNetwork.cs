using FeedWatch.Fetching;
using FeedWatch.Settings;

namespace FeedWatch.Pipeline;

/// <summary>Tells trouble of our own network from that of publishers: it is ours when nobody answers any more.</summary>
public sealed class OurNetwork
{
    /// <summary>So many publishers, or all there are, must be silent; of a single one nobody can tell.</summary>
    private const int Several = 3;

    private readonly HashSet<string> _silent = new(StringComparer.Ordinal);
    private DateTimeOffset? _answered;

    /// <summary>Takes in one visit. Files, and addresses that are refused before anything is asked, say nothing.</summary>
    public void Observe(FeedVisit visit)
    {
        if (visit.Result is FetchResult.Refused || RegistrableDomain.Of(visit.Feed.Url) is not { } publisher)
        {
            return;
        }

        if (visit.Result is FetchResult.Failed { Code: var code } && FetchCodes.MayBeOurNetwork(code))
        {
            _silent.Add(publisher);
        }
        else
        {
            _silent.Clear();
            _answered = visit.At;
        }
    }

    /// <summary>Several publishers are silent, and nobody has answered for as long as it takes to ask everybody.</summary>
    public bool IsAway(Configuration configuration, DateTimeOffset now)
    {
        if (_silent.Count < 2 || now - _answered < configuration.Settings.Polling.Every)
        {
            return false;
        }

        var publishers = configuration.Feeds.Select(feed => RegistrableDomain.Of(feed.Url)).OfType<string>().Distinct(StringComparer.Ordinal).Take(Several).Count();
        return _silent.Count >= publishers;
    }
}
