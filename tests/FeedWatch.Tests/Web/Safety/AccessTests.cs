using System.Net;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Safety;

public sealed class AccessTests
{
    private static readonly (string, string) OwnPage = ("Sec-Fetch-Site", "same-origin");
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + PageServer.Token);

    [Fact]
    public async Task Without_a_token_nobody_acts()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, new WebSettings());

        using var answer = await page.PostAsync("/feeds/1/poll", null, OwnPage, ("Authorization", "Bearer "));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, page.Woken);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer a-token-of-the-test")]
    [InlineData("Basic a-token-of-the-tests")]
    public async Task A_wrong_token_is_refused(string authorization)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.PostAsync("/feeds/1/poll", null, OwnPage, ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, page.Woken);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task With_the_token_a_feed_is_polled_at_once(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.PostAsync("/feeds/1/poll", null, Bearer);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/feeds/1", answer.Headers.Location!.ToString());
        Assert.Equal(1, page.Woken);
        Assert.True((await room.FeedAsync("post")).NextDue <= room.Now);
    }

    [Theory]
    [InlineData("/sign-in", "application/json")]
    [InlineData("/sign-in", null)]
    [InlineData("/try", "text/plain")]
    public async Task A_body_that_is_no_form_is_refused_and_is_no_fault_of_ours(string address, string? type)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Headers.Add(OwnPage.Item1, OwnPage.Item2);
        if (type is not null)
        {
            request.Content.Headers.ContentType = new(type);
        }

        using var answer = await page.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/try")]
    public async Task A_form_that_ends_too_early_is_a_bad_request(string address)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent("--part\r\nContent-Dispo"u8.ToArray()) };
        request.Headers.Add(OwnPage.Item1, OwnPage.Item2);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=part");

        using var answer = await page.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_in_sets_a_cookie_that_acts_from_our_own_page_only()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var signedIn = await page.PostAsync("/sign-in", new() { ["token"] = PageServer.Token }, OwnPage);
        var set = signedIn.Headers.GetValues("Set-Cookie").Single();
        var cookie = ("Cookie", set.Split(';')[0]);

        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(PageServer.Token, set, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await page.PostAsync("/feeds/1/poll", null, cookie, OwnPage)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.PostAsync("/feeds/1/poll", null, cookie, ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.PostAsync("/feeds/1/poll", null, cookie, ("Sec-Fetch-Site", "same-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.PostAsync("/feeds/1/poll", null, cookie, ("Origin", "https://evil.example"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.PostAsync("/feeds/1/poll", null, cookie)).StatusCode);

        room.Time.Advance(TimeSpan.FromHours(13));
        Assert.Equal(HttpStatusCode.Unauthorized, (await page.PostAsync("/feeds/1/poll", null, cookie, OwnPage)).StatusCode);
    }

    [Theory]
    [InlineData("9999999999.0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("9999999999")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_made_up_cookie_is_none(string value)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.PostAsync("/feeds/1/poll", null, ("Cookie", "feedwatch=" + value), OwnPage);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_not_guessed_fast()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            using var answer = await page.PostAsync("/sign-in", new() { ["token"] = $"guess-{attempt}" }, OwnPage);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_dead_mail_is_retried(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        await room.NotifyAsync(gatheringIsOver: true);
        await room.Database.WriteAsync(
            transaction => transaction.Command("update outbox set state = 'dead', last_code = '550', last_text = 'No such user <script>here</script>'").ExecuteNonQueryAsync(), CancellationToken.None);
        await using var page = await PageServer.StartAsync(room);

        var before = await page.ReadAsync("/mail");
        using var answer = await page.PostAsync("/mail/1/retry", null, Bearer);
        var after = await page.ReadAsync("/mail");

        Assert.Contains("The server said: 550 No such user &lt;script&gt;here&lt;/script&gt;", before, StringComparison.Ordinal);
        Assert.Contains("1 dead", before, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("0 dead", after, StringComparison.Ordinal);
        Assert.Equal(1, page.Woken);
        Assert.Equal(HttpStatusCode.NotFound, (await page.PostAsync("/mail/1/retry", null, Bearer)).StatusCode);
    }
}
