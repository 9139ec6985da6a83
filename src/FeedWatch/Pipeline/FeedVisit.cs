using System.IO.Hashing;
using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>A feed was asked and its answer read; nothing is decided or stored yet.</summary>
/// <param name="Document">What was read; null when there was nothing new to read, and once it was compared.</param>
/// <param name="BodyHash">XXH128 of the bytes that were read: tells whether they are the same again, and need not withstand anybody.</param>
public sealed record FeedVisit(
    ClaimedFeed Claim, FeedSettings Feed, PollState State, PollRequest Request, FetchResult Result, Feed? Document, byte[]? BodyHash, DateTimeOffset At)
{
    /// <summary>The code of a document that was read but could not be stored.</summary>
    public const string NotStored = "not_stored";

    private const int LongestHead = 2048;

    /// <summary>How the document begins, when it is none that can be read, or is broken in places; else null.</summary>
    public byte[]? BrokenHead { get; private init; }

    /// <summary>What the document brings, once it was compared; null when there was nothing new to read.</summary>
    public DocumentNews? News { get; private init; }

    /// <summary>Asks and reads one feed. Never throws for what a publisher does.</summary>
    /// <param name="share">Of the memory for documents; the document keeps it.</param>
    public static async Task<FeedVisit> MakeAsync(ClaimedFeed claim, FeedSettings feed, Fetcher fetcher, TimeProvider time, CancellationToken cancellation, ByteBudget.Share? share = null)
    {
        var at = time.GetUtcNow();
        var state = PollStates.FromJson(claim.PollState);
        var configured = new FetchRequest { Url = feed.Url, Headers = feed.Headers, AllowInvalidCertificate = feed.AllowInvalidCertificate, Share = share };
        var request = PollRequest.For(configured, state, FeedParser.Version, at);
        var result = await fetcher.FetchAsync(request.Fetch, cancellation);
        var visit = new FeedVisit(claim, feed, state, request, result, null, null, at);
        if (result is not FetchResult.Fetched fetched)
        {
            return visit;
        }

        using var bytes = fetched.Bytes;
        var read = visit.Read(fetched);
        return read.Result is FetchResult.Failed && FeedDiscovery.Find(fetched.Body, fetched.Url) is [var advertised, ..]
            ? await visit.FollowAsync(advertised.Url, fetcher, cancellation) ?? read
            : read;
    }

    /// <summary>The configured address is a page: reads the feed that the page names (RSS autodiscovery). The page's validators say nothing about it.</summary>
    private async Task<FeedVisit?> FollowAsync(string advertised, Fetcher fetcher, CancellationToken cancellation)
    {
        var origin = new Uri(Request.Fetch.Url);
        var request = new FetchRequest
        {
            Url = advertised,
            Headers = Origin.IsSame(origin, new Uri(advertised)) ? Request.Fetch.Headers : new Dictionary<string, string>(),
            AllowInvalidCertificate = Request.Fetch.AllowInvalidCertificate,
            Share = Request.Fetch.Share,
        };
        var result = await fetcher.FetchAsync(request, cancellation);
        using var bytes = (result as FetchResult.Fetched)?.Bytes;
        var read = result is FetchResult.Fetched fetched ? (this with { Result = fetched with { Validators = Validators.None } }).Read(fetched) : null;
        return read?.Result is FetchResult.Fetched ? read : null;
    }

    /// <summary>Compares the document with what the feed listed before, and matches what is new.</summary>
    public FeedVisit Compare(byte[]? listing, Configuration configuration, PollStore polls)
    {
        using var document = Document;
        return this with { Document = null, News = DocumentNews.Of(this, listing is null ? Listing.Empty : Listing.FromBytes(listing), configuration, polls) };
    }

    /// <summary>It was read, but cannot be stored.</summary>
    public FeedVisit Unstorable() => this with
    {
        Result = new FetchResult.Failed(NotStored, "The document was read but could not be stored; the log has the details. The feed is tried again later."),
        Document = null,
        News = null,
        BodyHash = null,
    };

    /// <summary>Gives back the memory of document and rows.</summary>
    public void LetGo()
    {
        News?.Dispose();
        Request.Fetch.Share?.Dispose();
    }

    private FeedVisit Read(FetchResult.Fetched fetched)
    {
        var hash = XxHash128.Hash(fetched.Body.Span);
        if (Claim.BodyHash is { } before && hash.AsSpan().SequenceEqual(before) && State.ValidatorsKey == Request.ValidatorsKey)
        {
            return this with { BodyHash = hash };
        }

        CrashPoints.Reach("visit.parsing");
        var document = FeedParser.Parse(fetched.Body, OptionsOf(fetched));
        return document.Format == FeedFormat.Unknown
            ? this with { Result = new FetchResult.Failed(FetchCodes.NotAFeed, NotAFeed(document)) { Elapsed = fetched.Elapsed }, BrokenHead = Head(fetched) }
            : this with { Document = document, BodyHash = hash, BrokenHead = document.IsDegraded ? Head(fetched) : null };
    }

    private static byte[] Head(FetchResult.Fetched fetched) => fetched.Body[..Math.Min(LongestHead, fetched.Body.Length)].ToArray();

    /// <summary>What the answer says about its document.</summary>
    public static FeedParserOptions OptionsOf(FetchResult.Fetched fetched) =>
        new() { ContentType = fetched.ContentType, ContentLanguage = fetched.ContentLanguage, BaseUri = fetched.Base };

    private static string NotAFeed(Feed document) =>
        document.Problems.FirstOrDefault(problem => problem.Code == FeedProblemCodes.NotAFeed)?.Detail ?? FetchCodes.Explain(FetchCodes.NotAFeed);
}
