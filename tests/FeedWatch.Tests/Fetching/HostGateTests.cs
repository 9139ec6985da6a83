using FeedWatch.Fetching;
using FeedWatch.Settings;

namespace FeedWatch.Tests.Fetching;

public sealed class HostGateTests
{
    private const string One = "https://one.example/feed";

    private readonly ManualTime _time = new();
    private readonly HostGate _gate;

    public HostGateTests()
    {
        _gate = new HostGate(new PollingSettings { AllowPrivate = ["127.0.0.0/8"] }, _time);
    }

    [Fact]
    public void Two_fetches_of_one_host_may_run_at_once_with_a_gap_between_their_starts()
    {
        Assert.NotNull(_gate.TryEnter(One, out _));

        Assert.Null(_gate.TryEnter("https://ONE.example:8443/other", out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(250), wait);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.NotNull(_gate.TryEnter(One, out _));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_gate.TryEnter(One, out wait));
        Assert.Null(wait);
    }

    [Fact]
    public void A_full_host_does_not_hinder_another()
    {
        Assert.NotNull(_gate.TryEnter(One, out _));
        Assert.NotNull(_gate.TryEnter("https://two.example/", out _));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://localhost/")]
    public void Ones_own_servers_need_no_gap(string url)
    {
        Assert.NotNull(_gate.TryEnter(url, out _));
        Assert.NotNull(_gate.TryEnter(url, out _));
        Assert.Null(_gate.TryEnter(url, out _));
    }

    [Fact]
    public void Files_always_get_in()
    {
        for (var i = 0; i < 10; i++) Assert.NotNull(_gate.TryEnter("/data/wire.xml", out _));
    }

    [Fact]
    public async Task A_place_given_back_goes_to_whoever_waited_first()
    {
        var cancellation = TestContext.Current.CancellationToken;
        const string url = "http://127.0.0.1/";
        var first = await _gate.EnterAsync(url, cancellation);
        await _gate.EnterAsync(url, cancellation);
        var third = _gate.EnterAsync(url, cancellation).AsTask();
        var fourth = _gate.EnterAsync(url, cancellation).AsTask();
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();
        await third;

        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public async Task Waiting_starts_keep_the_gap_among_themselves()
    {
        var gate = new HostGate(new PollingSettings { PerHost = 16 }, _time);
        var entering = Enumerable.Range(0, 5).Select(_ => gate.EnterAsync(One, TestContext.Current.CancellationToken).AsTask()).ToList();
        Assert.Equal(1, entering.Count(task => task.IsCompleted));
        for (var entered = 2; entered <= 5; entered++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAll(entering[..entered]);
            Assert.Equal(entered, entering.Count(task => task.IsCompleted));
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_trace()
    {
        using var stop = new CancellationTokenSource();
        using var inside = await _gate.EnterAsync(One, stop.Token);
        var waiting = _gate.EnterAsync(One, stop.Token).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_gate.TryEnter(One, out _));
    }

    [Fact]
    public void Ten_thousand_hosts_are_not_remembered_for_ever_but_none_is_forgotten_while_inside()
    {
        var inside = _gate.TryEnter(One, out _);
        _time.Advance(TimeSpan.FromSeconds(1));
        using var second = _gate.TryEnter(One, out _);
        for (var i = 0; i < 10_000; i++)
        {
            _gate.TryEnter($"https://h{i}.example/", out _)!.Dispose();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Null(_gate.TryEnter(One, out _));
        inside!.Dispose();
        Assert.NotNull(_gate.TryEnter(One, out _));
    }
}
