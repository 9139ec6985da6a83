using FeedWatch.Settings;
using Microsoft.Extensions.Logging;

namespace FeedWatch.Tests.Settings;

public sealed class ConfigurationStoreTests : IDisposable
{
    private readonly ConfigurationFolder _folder = ConfigurationFolder.Valid();
    private readonly ManualTime _time = new(ConfigurationFolder.Now);
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    private ConfigurationStore Open()
    {
        var (store, load) = ConfigurationStore.Open(_folder.Path, _folder.Environment, _time, _log, _folder.Secrets);
        Assert.True(store is not null, string.Join('\n', load.Problems));
        return store!;
    }

    /// <summary>Two looks: the first sees a change, the second that it has settled.</summary>
    private static void Settle(ConfigurationStore store)
    {
        store.Look();
        store.Look();
    }

    [Fact]
    public void A_wrong_configuration_opens_no_store()
    {
        _folder.Write("feeds.json", "{");

        var (store, load) = ConfigurationStore.Open(_folder.Path, _folder.Environment, _time, _log, _folder.Secrets);

        Assert.Null(store);
        Assert.Single(load.Problems);
    }

    [Fact]
    public void A_change_is_taken_over_once_it_has_settled()
    {
        var store = Open();
        var before = store.Current;
        var changes = new List<Configuration>();
        store.Changed += changes.Add;

        _folder.Write("feeds.json", """{ "feeds": ["https://example.org/other"] }""");
        store.Look();
        Assert.Same(before, store.Current);
        store.Look();
        store.Look();

        Assert.Equal("https://example.org/other", store.Current.Feeds[0].Url);
        Assert.Same(store.Current, Assert.Single(changes));
        Assert.Equal("https://example.org/rss", before.Feeds[0].Url);
        Assert.Contains("has changed", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"feeds\": [\"https://exam")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"feeds\": [\"nonsense://x\"] }")]
    public void A_file_gone_bad_keeps_the_last_good_one_with_one_warning_and_recovers(string bad)
    {
        var store = Open();
        var good = store.Current;
        var goodAt = store.State.LastGoodAt;
        _time.Advance(TimeSpan.FromMinutes(5));

        _folder.Write("feeds.json", bad);
        Settle(store);
        Settle(store);

        Assert.Same(good, store.Current);
        Assert.True(store.State.IsStale);
        Assert.Equal(goodAt, store.State.LastGoodAt);
        Assert.Contains(store.State.Problems, problem => !problem.IsWarning && problem.File == "feeds.json");
        Assert.Contains("stays", Assert.Single(_log.Lines), StringComparison.Ordinal);

        _folder.Write("feeds.json", """{ "feeds": ["https://example.org/rss"] }""");
        Settle(store);

        Assert.False(store.State.IsStale);
        Assert.Equal(ConfigurationFolder.Now + TimeSpan.FromMinutes(5), store.State.LastGoodAt);
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("good again", _log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_still_being_written_is_not_complained_of()
    {
        var store = Open();
        const string text = """{ "feeds": ["https://example.org/a", "https://example.org/b"] }""";
        for (var length = 1; length < text.Length; length += 7)
        {
            _folder.Write("feeds.json", text[..length]);
            store.Look();
        }

        _folder.Write("feeds.json", text);
        Settle(store);

        Assert.Equal(2, store.Current.Feeds.Count);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("bad", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_fault_is_another_warning()
    {
        var store = Open();

        foreach (var bad in new[] { "{", "{{", "{" })
        {
            _folder.Write("feeds.json", bad);
            Settle(store);
        }

        Assert.Equal(3, _log.Lines.Count);
    }

    [Fact]
    public void Files_that_are_gone_do_not_delete_everything()
    {
        var store = Open();

        _folder.Delete("feeds.json");
        Settle(store);
        Assert.Contains(store.State.Problems, problem => problem.Message.Contains("gone", StringComparison.Ordinal));
        Assert.Single(store.Current.Feeds);

        _folder.Delete("watchlists/desk.json");
        Settle(store);
        Assert.Single(store.Current.Topics);

        Directory.Move(_folder.Path, _folder.Path + "-away");
        Settle(store);
        Assert.Contains("does not exist", Assert.Single(store.State.Problems).Message, StringComparison.Ordinal);
        Directory.Move(_folder.Path + "-away", _folder.Path);
    }

    [Fact]
    public void Empty_lists_that_are_written_are_meant()
    {
        var store = Open();

        _folder.Write("feeds.json", """{ "feeds": [] }""");
        _folder.Write("watchlists/desk.json", """{ "topics": [] }""");
        Settle(store);

        Assert.False(store.State.IsStale);
        Assert.Empty(store.Current.Feeds);
    }

    [Fact]
    public void One_watchlist_of_several_may_be_deleted()
    {
        _folder.Write("watchlists/other.json", """{ "recipients": ["desk@example.org"], "topics": ["frigate"] }""");
        var store = Open();

        _folder.Delete("watchlists/desk.json");
        Settle(store);

        Assert.Equal("other", Assert.Single(store.Current.Watchlists).Id);
    }

    [Fact]
    public void A_swap_of_symlinks_is_seen()
    {
        // As Kubernetes mounts a ConfigMap: feeds.json -> ..data/feeds.json, ..data -> ..2025_1, swapped by rename.
        _folder.Write("..2025_1/feeds.json", """{ "feeds": ["https://example.org/one"] }""");
        _folder.Write("..2025_2/feeds.json", """{ "feeds": ["https://example.org/two"] }""");
        _folder.Delete("feeds.json");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..data"), "..2025_1");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "feeds.json"), "..data/feeds.json");
        var store = Open();
        Assert.Equal("https://example.org/one", store.Current.Feeds[0].Url);

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..data_tmp"), "..2025_2");
        File.Delete(Path.Combine(_folder.Path, "..data"));
        Directory.Move(Path.Combine(_folder.Path, "..data_tmp"), Path.Combine(_folder.Path, "..data"));
        Settle(store);

        Assert.Equal("https://example.org/two", store.Current.Feeds[0].Url);
    }

    [Fact]
    public void A_secret_that_is_renewed_is_a_change()
    {
        _folder.Write("secrets/FEEDWATCH__Web__Token", "one");
        _folder.Write("key", "first");
        _folder.Write("feeds.json", """{ "feeds": [{ "url": "https://example.org/rss", "headers": { "X-Key": { "file": "key" } } }] }""");
        var store = Open();

        _folder.Write("secrets/FEEDWATCH__Web__Token", "two");
        Settle(store);
        Assert.Equal("two", store.Current.Settings.Web.Token);

        _folder.Write("key", "second");
        Settle(store);
        Assert.Equal("second", store.Current.Feeds[0].Headers["X-Key"]);
    }

    [Fact]
    public void Reload_reads_at_once_and_says_whether_it_went_well()
    {
        var store = Open();

        _folder.Write("feeds.json", "{");
        Assert.False(store.Reload());

        _folder.Write("feeds.json", """{ "feeds": ["https://example.org/other"] }""");
        Assert.True(store.Reload());
        Assert.Equal("https://example.org/other", store.Current.Feeds[0].Url);
    }

    [Fact]
    public async Task Watching_follows_the_files_until_it_is_cancelled()
    {
        var store = Open();
        using var cancellation = new CancellationTokenSource();
        var changed = new TaskCompletionSource<Configuration>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thrown = false;
        store.Changed += configuration =>
        {
            if (thrown) changed.TrySetResult(configuration);
            thrown = true;
            if (configuration.Feeds.Count == 2) throw new InvalidOperationException("A subscriber fails.");
        };
        var watching = store.WatchAsync(cancellation.Token);

        _folder.Write("feeds.json", """{ "feeds": ["https://example.org/a", "https://example.org/b"] }""");
        await AdvanceUntilAsync(() => store.Current.Feeds.Count == 2);
        _folder.Write("feeds.json", """{ "feeds": ["https://example.org/a", "https://example.org/b", "https://example.org/c"] }""");
        await AdvanceUntilAsync(() => changed.Task.IsCompleted);
        await cancellation.CancelAsync();

        Assert.Equal(3, (await changed.Task).Feeds.Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private async Task AdvanceUntilAsync(Func<bool> done)
    {
        for (var i = 0; i < 3000 && !done(); i++)
        {
            _time.Advance(ConfigurationStore.Interval);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(done());
    }

    private sealed class LogLines : ILogger<ConfigurationStore>
    {
        private readonly List<string> _lines = [];

        /// <summary>Information and above, without the traces of exceptions.</summary>
        public IReadOnlyList<string> Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Add(formatter(state, exception));
    }
}
