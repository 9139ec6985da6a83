using System.Text.RegularExpressions;
using FeedWatch.Tests.Servers;
using Microsoft.Playwright;

namespace FeedWatch.Tests.Browser;

/// <summary>What readers do with the page, by mouse, by keyboard alone, and without its script.</summary>
public sealed class UseTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    [Fact]
    public async Task A_reader_finds_a_story_with_the_keyboard_alone()
    {
        await using var view = await site.OpenAsync();
        await view.GoAsync("/");

        await view.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await Focused(view));
        Assert.NotEqual("none", await view.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        await view.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await view.Page.EvaluateAsync<string>("() => document.activeElement.id"));

        await view.Page.GetByLabel("Search").FocusAsync();
        await view.Page.Keyboard.TypeAsync("쇄빙선");
        await view.Page.Keyboard.PressAsync("Enter");
        await IsAtAsync(view, "q=");
        Assert.Equal(1, await view.Page.Locator("article.story").CountAsync());
        for (var steps = 0; steps < 40 && !(await Focused(view)).Contains("report", StringComparison.Ordinal); steps++)
        {
            await view.Page.Keyboard.PressAsync("Tab");
        }

        await view.Page.Keyboard.PressAsync("Enter");
        await IsAtAsync(view, "/stories/");
        Assert.Contains("쇄빙선", await view.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await view.Page.Locator("mark", new() { HasText = "쇄빙선" }).CountAsync() >= 1);
        view.AssertQuiet();
    }

    [Fact]
    public async Task Everything_works_without_the_script()
    {
        await using var view = await site.OpenAsync(script: false);
        await view.GoAsync("/");
        Assert.Contains("UTC", await view.Page.Locator("article.story time").First.InnerTextAsync(), StringComparison.Ordinal);

        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Try", Exact = true }).ClickAsync();
        await view.Page.GetByLabel("Topic").FillAsync("bollard pull");
        await view.Page.GetByLabel("Hold against").SelectOptionAsync("port/ice-class-tug");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Try", Exact = true }).ClickAsync();

        Assert.Contains("would be flagged", await view.Page.Locator("h2").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("lost", await view.Page.Locator(".summary").InnerTextAsync(), StringComparison.Ordinal);
        view.AssertQuiet();
    }

    [Fact]
    public async Task Times_are_in_the_zone_of_the_reader()
    {
        await using var view = await site.OpenAsync(zone: "Asia/Seoul");
        await view.GoAsync(site.Story);

        var time = view.Page.Locator("time[datetime='2025-06-26T03:04:00Z']").First;

        Assert.Contains("12:04", await time.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("03:04 UTC", await time.GetAttributeAsync("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_title_is_text_and_runs_nothing()
    {
        await using var view = await site.OpenAsync();
        foreach (var address in new[] { "/", "/topics/port/ice-class-tug", "/try?topic=ice-class+tug", "/feeds/1", "/mail" })
        {
            await view.GoAsync(address);
            Assert.False(await view.Page.EvaluateAsync<bool>("() => 'broken' in window"));
            Assert.Equal(0, await view.Page.Locator("main img").CountAsync());
        }

        await view.GoAsync("/");
        Assert.Equal(1, await view.Page.GetByText("<script>window.broken").First.CountAsync());
        view.AssertQuiet();
    }

    [Fact]
    public async Task Mistakes_in_a_topic_are_shown_while_it_is_typed()
    {
        await using var view = await site.OpenAsync();
        await view.GoAsync("/try");

        await view.Page.GetByLabel("Topic").PressSequentiallyAsync("tug AND (ice");
        await view.Page.Locator("#topic-problems .error").First.WaitForAsync();
        Assert.Contains("character", await view.Page.Locator("#topic-problems").InnerTextAsync(), StringComparison.Ordinal);

        await view.Page.GetByLabel("Topic").FillAsync("tug");
        await view.Page.Locator("#topic-problems .error").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        view.AssertQuiet();
    }

    [Fact]
    public async Task An_operator_signs_in_retries_a_dead_mail_and_signs_out()
    {
        await using var view = await site.OpenAsync();
        await view.GoAsync("/mail");
        Assert.Equal(0, await view.Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).CountAsync());
        Assert.Contains("5.1.1 No such user <b>here</b>", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in to act" }).ClickAsync();
        await view.Page.GetByLabel("Token").FillAsync(PageServer.Token);
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Mail" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).First.ClickAsync();
        Assert.Contains("0 dead", await view.Page.Locator(".summary").InnerTextAsync(), StringComparison.Ordinal);

        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in to act" }).WaitForAsync();
        view.AssertQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_link_of_a_mail_ends_its_mails_after_asking(bool script)
    {
        await using var view = await site.OpenAsync(script: script);

        await view.GoAsync(BrowserSite.MailLink("reader@example.org"));
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Stop these mails" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Send them again" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Stop these mails" }).WaitForAsync();
        view.AssertQuiet();
    }

    [Fact]
    public async Task A_reader_mutes_a_topic_and_pauses_the_rest_with_the_keyboard_alone()
    {
        await using var view = await site.OpenAsync(360);
        await view.GoAsync(BrowserSite.MailLink("keys@example.org"));
        Assert.Contains("keys@example.org", await view.Page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);

        await TabToAsync(view, "Mute 쇄빙선");
        await view.Page.Keyboard.PressAsync("Enter");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Mail 쇄빙선" }).WaitForAsync();
        Assert.Equal(1, await view.Page.GetByText("not mailed", new() { Exact = true }).CountAsync());
        Assert.Equal(3, await view.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Mute ") }).CountAsync());

        await TabToAsync(view, "Pause for a week");
        await view.Page.Keyboard.PressAsync("Enter");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Send them again" }).WaitForAsync();
        Assert.Contains("are paused until", await view.Page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        view.AssertQuiet();
    }

    [Fact]
    public async Task Whichever_page_is_open_a_broken_feed_is_one_look_and_one_step_away()
    {
        await using var view = await site.OpenAsync();
        foreach (var address in new[] { "/", site.Story, "/topics", "/try", "/mail", "/system" })
        {
            await view.GoAsync(address);
            await view.Page.GetByRole(AriaRole.Link, new() { Name = "Feeds 1 in trouble", Exact = true }).WaitForAsync();
        }

        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Feeds 1 in trouble" }).ClickAsync();
        Assert.StartsWith("failing", await view.Page.Locator("ul.rows > li").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("night-echo", await view.Page.Locator("ul.rows > li").First.InnerTextAsync(), StringComparison.Ordinal);
        view.AssertQuiet();
    }

    /// <summary>Asks the browser again and again: waiting for the event of a navigation misses one that is faster than the waiting.</summary>
    private static async Task IsAtAsync(WatchedPage view, string address)
    {
        await Assertions.Expect(view.Page).ToHaveURLAsync(new Regex(Regex.Escape(address)), new() { Timeout = 30_000 });
        await view.Page.WaitForLoadStateAsync();
    }

    /// <summary>Goes to the control of that name by the Tab key.</summary>
    private static async Task TabToAsync(WatchedPage view, string name)
    {
        const string nameOfFocus = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()";
        for (var steps = 0; await view.Page.EvaluateAsync<string>(nameOfFocus) != name; steps++)
        {
            Assert.True(steps < 60, $"{name} cannot be reached with the Tab key");
            await view.Page.Keyboard.PressAsync("Tab");
        }
    }

    private static Task<string> Focused(WatchedPage view) => view.Page.EvaluateAsync<string>("() => document.activeElement === document.body ? '' : document.activeElement.textContent.trim()");
}
