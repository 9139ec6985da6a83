using FeedWatch.Fetching;
using FeedWatch.Pipeline;

namespace FeedWatch.Tests.Pipeline;

public sealed class PollRequestTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);
    private static readonly FetchRequest Configured = new() { Url = "https://example.org/feed", Headers = new Dictionary<string, string> { ["X-Key"] = "k" } };

    private static PollState Known(FetchRequest configured, string parser = "1") => new()
    {
        ETag = "\"e\"",
        LastModified = "then",
        ValidatorsKey = PollRequest.For(configured, new PollState(), parser, Now).ValidatorsKey,
        LastFull = Now,
    };

    [Fact]
    public void What_is_known_makes_the_request_conditional()
    {
        var request = PollRequest.For(Configured, Known(Configured), "1", Now.AddDays(1));
        Assert.Equal(new Validators("\"e\"", "then"), request.Fetch.Validators);
        Assert.True(request.IsOriginal);
    }

    [Fact]
    public void Another_address_other_credentials_or_another_parser_start_anew()
    {
        var known = Known(Configured);
        FetchRequest[] others =
        [
            Configured with { Url = "https://example.org/other" },
            Configured with { Url = "https://me@example.org/feed" },
            Configured with { Headers = new Dictionary<string, string> { ["X-Key"] = "other" } },
            Configured with { Headers = new Dictionary<string, string>() },
        ];
        Assert.All(others, other => Assert.Equal(Validators.None, PollRequest.For(other, known, "1", Now).Fetch.Validators));
        Assert.Equal(Validators.None, PollRequest.For(Configured, known, "2", Now).Fetch.Validators);
    }

    [Fact]
    public void Once_a_week_the_whole_document_is_asked_for()
    {
        var known = Known(Configured);
        Assert.Equal("\"e\"", PollRequest.For(Configured, known, "1", Now.AddDays(6.9)).Fetch.Validators.ETag);
        Assert.Equal(Validators.None, PollRequest.For(Configured, known, "1", Now.AddDays(7)).Fetch.Validators);
    }

    [Fact]
    public void The_key_tells_no_secret()
    {
        Assert.Matches("^[0-9a-f]{32}$", Known(Configured).ValidatorsKey);
    }

    [Theory]
    [InlineData("https://example.org/new", true)]
    [InlineData("https://elsewhere.example/new", false)]
    [InlineData("http://example.org/new", false)]
    public void A_feed_that_moved_is_asked_at_its_new_place_without_secrets_for_others(string place, bool keepsHeaders)
    {
        var state = new PollState { PermanentUrl = place, PermanentCount = 3, OriginalChecked = Now };

        var request = PollRequest.For(Configured, state, "1", Now.AddDays(1));

        Assert.Equal(place, request.Fetch.Url);
        Assert.False(request.IsOriginal);
        Assert.Equal(keepsHeaders, request.Fetch.Headers.ContainsKey("X-Key"));
    }

    [Theory]
    [InlineData("https://example.org/new?q=a://b", "https://me:pw@example.org/new?q=a://b")]
    [InlineData("https://elsewhere.example/new", "https://elsewhere.example/new")]
    public void Credentials_go_along_within_their_origin_only(string place, string asked)
    {
        var state = new PollState { PermanentUrl = place, PermanentCount = 3, OriginalChecked = Now };
        Assert.Equal(asked, PollRequest.For(Configured with { Url = "https://me:pw@example.org/feed" }, state, "1", Now).Fetch.Url);
    }

    [Fact]
    public void The_configured_address_is_asked_again_every_week()
    {
        var state = new PollState { PermanentUrl = "https://example.org/new", PermanentCount = 3, OriginalChecked = Now };
        Assert.True(PollRequest.For(Configured, state, "1", Now.AddDays(7)).IsOriginal);
    }
}
