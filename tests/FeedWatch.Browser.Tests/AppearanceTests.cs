using Microsoft.Playwright;

namespace FeedWatch.Tests.Browser;

/// <summary>Every page, light and dark, on a phone and on a desk: it fits, it can be read, and nothing goes wrong in it.</summary>
public sealed class AppearanceTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    /// <summary>Names a folder where the pictures are kept.</summary>
    private const string PicturesVariable = "FEEDWATCH_TEST_PICTURES";

    // Contrast as WCAG 2.2 defines it, for every element that holds text of its own.
    private const string LowContrast = """
        () => {
          const rgba = text => { const n = text.match(/[\d.]+/g).map(Number); return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 }; };
          const light = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c.a > 0.99) return c; } return { r: 255, g: 255, b: 255 }; };
          const low = [];
          for (const e of document.querySelectorAll("body *")) {
            const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!own || !e.checkVisibility() || e.closest("option, .skip, svg")) continue;
            const [a, b] = [light(rgba(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
            if ((a + 0.05) / (b + 0.05) < 4.5) low.push(e.outerHTML.slice(0, 120));
          }
          return low;
        }
        """;

    private const string Unlabelled = """
        () => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a")]
          .filter(e => !(e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim())).map(e => e.outerHTML)
        """;

    private static readonly (string Name, string Address)[] Pages =
    [
        ("today", "/"), ("story", "STORY"), ("topics", "/topics"), ("topic", "/topics/port/ice-class-tug"), ("topic-tests", "/topics/port/dredging"),
        ("try", "/try?topic=Oulu+OR+Gdynia&against=port/ice-class-tug"), ("try-error", "/try?topic=%28tug+AND"), ("feeds", "/feeds"), ("feed", "/feeds/4"),
        ("mail", "/mail"), ("system", "/system"), ("sign-in", "/sign-in"), ("mails", "MAILS"), ("mails-ended", "ENDED"), ("missing", "/nothing"),
    ];

    public static TheoryData<string, ColorScheme, int> Views =>
        new(from page in Pages from scheme in new[] { ColorScheme.Light, ColorScheme.Dark } from width in new[] { 360, 1280 } select (page.Name, scheme, width));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_page_fits_reads_well_and_stays_quiet(string name, ColorScheme scheme, int width)
    {
        await using var view = await site.OpenAsync(width, scheme);
        var address = Pages.Single(page => page.Name == name).Address.Replace("STORY", site.Story, StringComparison.Ordinal)
            .Replace("MAILS", BrowserSite.MailLink("desk@example.org"), StringComparison.Ordinal).Replace("ENDED", BrowserSite.MailLink(BrowserSite.Unsubscribed), StringComparison.Ordinal);

        await view.GoAsync(address, name == "missing" ? 404 : 200);

        Assert.Equal(0, await view.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
        Assert.Empty(await view.Page.EvaluateAsync<string[]>(LowContrast));
        Assert.Empty(await view.Page.EvaluateAsync<string[]>(Unlabelled));
        foreach (var landmark in new[] { "main", "header", "footer", "nav[aria-label]", "h1" })
        {
            Assert.True(await view.Page.Locator(landmark).CountAsync() >= 1, $"no {landmark}");
        }

        Assert.Equal(1, await view.Page.Locator("h1").CountAsync());
        await KeepPictureAsync(view.Page, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}");
        if (name != "missing") // the browser itself complains of a 404
        {
            view.AssertQuiet();
        }
    }

    private static async Task KeepPictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable(PicturesVariable) is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
