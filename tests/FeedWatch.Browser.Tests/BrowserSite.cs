using System.Security;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.Playwright;

namespace FeedWatch.Tests.Browser;

/// <summary>
/// A browser, and the page over a newsroom with what a real one has: an English and a Korean story, a copy, a hostile title, a
/// broken feed, a dead mail, mails that wait. Found by <c>FEEDWATCH_TEST_CHROMIUM</c>, else in the usual places.
/// </summary>
public sealed class BrowserSite : IAsyncLifetime
{
    public const string Hostile = "<script>window.broken = true</script><img src=x onerror=\"window.broken = true\"> ice-class tug \u202Egnp.exe";

    /// <summary>Ended the mails of the watchlist.</summary>
    public const string Unsubscribed = "gone@example.org";

    private static readonly WebSettings Web = new() { Token = PageServer.Token, PublicUrl = "https://watch.example.org" };
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private Newsroom? _room;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public PageServer Server { get; private set; } = null!;

    /// <summary>Address of the story with several reports.</summary>
    public string Story { get; private set; } = "";

    private static string? Chromium => Environment.GetEnvironmentVariable("FEEDWATCH_TEST_CHROMIUM") ?? Usual.FirstOrDefault(File.Exists);

    /// <summary>Address of the page behind the link in a recipient's mails.</summary>
    public static string MailLink(string recipient) => Unsubscribing.Link(Web, PageServer.Token, recipient, "port")!.PathAndQuery;

    /// <summary>Skips the test where there is no browser; fails it under <c>CI=true</c>.</summary>
    public static void Require()
    {
        if (Chromium is null)
        {
            const string reason = "There is no Chromium: install it (apt-get install chromium fonts-noto-cjk), or name it in FEEDWATCH_TEST_CHROMIUM.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Chromium is not { } chromium)
        {
            return;
        }

        _room = await Newsroom.OpenAsync(TestDatabases.Sqlite, Watchlist, "harbour-post", "coast-wire", "busan-daily", "night-echo");
        await FillAsync(_room);
        Server = await PageServer.StartAsync(_room, Web);
        Server.Levels = await ServiceLevels.ReadAsync(_room.Database, _room.Now, CancellationToken.None);
        await new MuteStore(_room.Database).AddAsync(Unsubscribed, "port", new Mute(string.Empty, null), _room.Now, CancellationToken.None);
        Story = $"/stories/{(await _room.HitsAsync()).GroupBy(hit => hit.Hit.StoryId).OrderByDescending(story => story.Count()).First().Key}";
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
    }

    /// <summary>A fresh page that remembers everything that went wrong in it.</summary>
    public async Task<WatchedPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true, string zone = "UTC")
    {
        Require();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Server.Client.BaseAddress!.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            TimezoneId = zone,
        });
        return new WatchedPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_room is not null)
        {
            await Server.DisposeAsync();
            await _room.DisposeAsync();
        }
    }

    private static readonly object Watchlist = new
    {
        topics = new object[]
        {
            "ice-class tug", "harbour strike", "쇄빙선",
            new { id = "dredging", name = "Dredging and land reclamation", any = new[] { "dredg*", "\"land reclamation\"" }, none = new[] { "toy" }, tests = new { match = new[] { "Dredger leaves for Rauma" }, ignore = new[] { "A toy dredger" } } },
        },
    };

    private static async Task FillAsync(Newsroom room)
    {
        var day = room.Now;
        Report[] harbour =
        [
            Report.Tugs with { Text = Report.Tugs.Text + " The ice-class tugs replace two of 1987. Delivery is planned for the autumn of next year, said the harbour master." },
            new("strike", "Harbour strike ends in Gdynia after nine days", "Dockers in Gdynia went back to work on Tuesday. The harbour strike, the longest since the port was privatised, ended with a rise of six per cent."),
            new("hostile", Twice(Hostile), Twice("An ice-class tug " + Hostile)),
            new("dredger", "Dredger leaves for the land reclamation off Rauma", "The dredging is to take two summers."),
        ];
        room.Write("harbour-post", harbour);
        room.Write("coast-wire", Report.Tugs with { Guid = "copy", Title = "Oulu buys two ice-class tugs from Rauma yard", Text = harbour[0].Text + " A third one is an option." }, Report.Choir);
        room.Write("busan-daily", new Report("k1", "해양수산부, 차세대 쇄빙선 건조 계약 체결", "해양수산부는 26일 부산에서 차세대 쇄빙선 건조 계약을 체결했다고 밝혔다. 새 쇄빙선은 2029년 취항할 예정이다."));
        room.WriteRaw("night-echo", "<html><title>Down for maintenance</title></html>");
        await room.PollAsync();
        await room.NotifyAsync(gatheringIsOver: true);
        await room.Database.WriteAsync(
            transaction => transaction.Command("update outbox set state = 'dead', attempts = 1, last_code = '550', last_text = '5.1.1 No such user <b>here</b>' where id = 1").ExecuteNonQueryAsync(), CancellationToken.None);
        for (var more = 1; more <= 6; more++)
        {
            room.Time.Advance(TimeSpan.FromHours(20));
            room.Write("harbour-post", [.. harbour, new Report($"more-{more}", $"Ice-class tug number {more} of the Baltic programme is launched in yard {more * 7}", $"Yard {more * 7} launched vessel {more * 31} on schedule; its bollard pull is {more * 11} tonnes.")]);
            await room.PollAsync();
        }

        Assert.True(room.Now > day);
    }

    private static string Twice(string text) => SecurityElement.Escape(SecurityElement.Escape(text.Replace("\u202E", "", StringComparison.Ordinal)))!;
}

/// <summary>A page of the browser, with what went wrong in it.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    public WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Dialog += (_, dialog) => Note(true, $"dialog: {dialog.Message}");
        page.RequestFailed += (_, request) => Note(request.Method != "HEAD", $"request: {request.Url} {request.Failure}"); // HEAD asks ahead: a reader may go on before the answer
        page.Request += (_, request) => Note(!request.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal), $"foreign: {request.Url}");
    }

    public IPage Page { get; }

    public async Task GoAsync(string address, int status = 200)
    {
        var answer = await Page.GotoAsync(address);
        Assert.Equal(status, answer!.Status);
    }

    /// <summary>Nothing went wrong so far: no error, no violation of the policy, no request elsewhere.</summary>
    public void AssertQuiet() => Assert.Empty(_faults);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool isFault, string text)
    {
        if (isFault)
        {
            _faults.Add(text);
        }
    }
}
