using System.Collections;
using System.Text;
using System.Text.RegularExpressions;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;

namespace FeedWatch.Tests.Alerts;

public sealed class MailRendererTests : IAsyncDisposable
{
    private readonly MailRenderer _renderer = new();

    public ValueTask DisposeAsync() => _renderer.DisposeAsync();

    public static TheoryData<string> Samples => new() { "story", "story-korean", "digest", "update", "nothing-new" };

    private static AlertMail Sample(string name) => name switch
    {
        "story" => SampleMails.Story,
        "story-korean" => SampleMails.KoreanStory,
        "digest" => SampleMails.Digest,
        "update" => SampleMails.Update,
        _ => SampleMails.NothingNew,
    };

    [Fact]
    public async Task A_mail_that_was_rendered_is_forgotten()
    {
        var rendered = await RenderAndForgetAsync();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(rendered.IsAlive, "a renderer that lives as long as the service must not keep its mails");
    }

    private async Task<WeakReference> RenderAndForgetAsync()
    {
        var mail = SampleMails.Mail(AlertMailKind.Story, SampleMails.English());
        await _renderer.RenderAsync(mail);
        return new WeakReference(mail);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_mail_looks_as_approved(string name)
    {
        var mail = Assert.Single(await _renderer.RenderAsync(Sample(name)));

        Assert.Empty(mail.Degraded);
        ApprovedFile.Check(name + ".txt", $"Subject: {mail.Subject}\n\n{mail.Text}");
        ApprovedFile.Check(name + ".html", mail.Html!);
        ApprovedFile.Check(name + ".eml", Encoding.ASCII.GetString(MimeMessageWriter.Write(new MailHeaders
        {
            MessageId = MessageId.For($"sample/{name}", "example.org"),
            Date = SampleMails.Now,
            From = Mailbox.Parse("FeedWatch <feedwatch@example.org>")!,
            To = Mailbox.Parse("desk@example.org")!,
            Subject = mail.Subject,
            References = name == "update" ? [MessageId.For("sample/story", "example.org")] : [],
            List = new MailingList("defence", "Defence desk", SampleMails.Story.Unsubscribe),
        }, mail.Text, mail.Html)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_text_part_fits_a_terminal(string name)
    {
        var mail = Assert.Single(await _renderer.RenderAsync(Sample(name)));

        foreach (var line in mail.Text.Split('\n').Where(line => !line.Contains("://", StringComparison.Ordinal)))
        {
            Assert.True(FeedWatch.Alerts.Rendering.MailText.Width(line) <= 72, line);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Nothing_is_loaded_from_anywhere(string name) =>
        AssertNothingRemote(Assert.Single(await _renderer.RenderAsync(Sample(name))).Html!);

    [Fact]
    public async Task The_match_is_bold_and_marked()
    {
        var mail = Assert.Single(await _renderer.RenderAsync(SampleMails.Story));

        Assert.Matches("<strong><mark [^>]*>consultative body</mark></strong> focused on <strong><mark [^>]*>defence industry</mark></strong>", mail.Html);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=https://spy.example/p.gif onerror=alert(1)>")]
    [InlineData("</title></style><base href=//evil.example><style>@import url(https://evil.example)</style>")]
    [InlineData("<svg/onload=alert(1)><math><a xlink:href=javascript:1>")]
    [InlineData("\"><iframe srcdoc='<p>'>")]
    [InlineData("{{7*7}} @Model ${x} <!--[if mso]>")]
    public async Task Markup_in_texts_of_a_feed_stays_text(string text)
    {
        var story = SampleMails.English() with
        {
            Headline = text,
            Outlet = text,
            Link = text,
            Topics = [text],
            NewSentences = [text],
            Matches = [new MatchReason(text, text, [text], text, [text], new MarkedText(text + text, [new TextMark(0, text.Length)]))],
            Versions = [new StoryVersion(text, text + "2", text, null, CopyKind.Reprint)],
        };

        var mail = Assert.Single(await _renderer.RenderAsync(SampleMails.Mail(AlertMailKind.Story, story) with { WatchlistName = text }));

        Assert.Empty(mail.Degraded);
        AssertNothingRemote(mail.Html!);
        Assert.DoesNotMatch("(?i)<(script|svg|math|iframe|base|a xlink)", mail.Html);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("//evil.example/x")]
    [InlineData("\\\\evil.example\\x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/x")]
    [InlineData("/relative")]
    [InlineData("https://")]
    public async Task What_is_not_a_web_address_is_shown_but_not_linked(string link)
    {
        var story = SampleMails.English() with { Link = link, Versions = [], Page = null };

        var mail = Assert.Single(await _renderer.RenderAsync(SampleMails.Mail(AlertMailKind.Story, story)));

        Assert.All(Regex.Matches(mail.Html!, "href=\"([^\"]*)\""), match =>
            Assert.StartsWith("https://watch.example.org/", match.Groups[1].Value, StringComparison.Ordinal));
        Assert.Contains("not a web address", mail.Html, StringComparison.Ordinal);
        Assert.Contains("not a web address", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://bank.example@evil.example/login", "https://evil.example/login", "evil.example")]
    [InlineData("https://user:secret@news.example/a?b=1&c=2", "https://news.example/a?b=1&amp;c=2", "news.example")]
    [InlineData("https://аррӏе.example/", "https://xn--80ak6aa92e.example/", "xn--80ak6aa92e.example")]
    [InlineData("https://뉴스.example/정치", "https://xn--vg1b002a.example/%EC%A0%95%EC%B9%98", "xn--vg1b002a.example")]
    [InlineData("http://news.example:8080/a", "http://news.example:8080/a", "news.example")]
    public async Task The_host_that_a_click_leads_to_stands_beside_the_link(string link, string url, string host)
    {
        var story = SampleMails.English() with { Link = link, Versions = [] };

        var mail = Assert.Single(await _renderer.RenderAsync(SampleMails.Mail(AlertMailKind.Story, story)));

        Assert.Contains($"href=\"{url}\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains($"· {host}<", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", mail.Html + mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_cannot_be_rendered_goes_out_plain_and_the_others_in_full()
    {
        var broken = SampleMails.English() with { Headline = "Broken <story>", Matches = new Breaks<MatchReason>() };

        var mail = Assert.Single(await _renderer.RenderAsync(SampleMails.Mail(AlertMailKind.Digest, SampleMails.Korean(), broken, SampleMails.English())));

        Assert.Contains("Broken <story>", Assert.Single(mail.Degraded), StringComparison.Ordinal);
        Assert.Contains("Broken <story> (Meridian Wire)\n\nhttps://wire.example/2025/06/26/ip4-body\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Broken &lt;story&gt; (Meridian Wire)", mail.Html, StringComparison.Ordinal);
        Assert.Contains("*consultative body*", mail.Text, StringComparison.Ordinal);
        Assert.Contains("방위산업 협의체", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_hits_make_mails_of_fifty_in_order_and_lose_none()
    {
        var stories = Enumerable.Range(0, 5000).Select(i => SampleMails.English() with { Headline = $"Story number {i:0000}.", Topics = ["IP4"] }).ToArray();

        var mails = await _renderer.RenderAsync(SampleMails.Mail(AlertMailKind.Digest, stories));

        Assert.True(mails.Count >= 100);
        Assert.Equal(Enumerable.Range(0, 5000), mails.SelectMany(mail => Regex.Matches(mail.Text, "^Story number (\\d+)\\.$", RegexOptions.Multiline))
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains($"(1/{mails.Count})", mails[0].Subject, StringComparison.Ordinal);
        Assert.All(mails, mail => Assert.True(mail.Text.Split("Story number").Length - 1 <= 50));
    }

    [Fact]
    public async Task A_mail_stays_under_the_size_that_servers_take_even_with_the_longest_texts()
    {
        var large = SampleMails.Korean() with { Headline = new string('한', 1_000_000), Outlet = new string('x', 100_000) };
        var stories = Enumerable.Repeat(large, 100).ToArray();

        foreach (var mail in await _renderer.RenderAsync(SampleMails.Mail(AlertMailKind.Overflow, stories)))
        {
            var bytes = MimeMessageWriter.Write(new MailHeaders
            {
                MessageId = "<1@example.org>",
                Date = SampleMails.Now,
                From = Mailbox.Parse("feedwatch@example.org")!,
                To = Mailbox.Parse("desk@example.org")!,
                Subject = mail.Subject,
            }, mail.Text, mail.Html);
            Assert.InRange(bytes.Length, 1, MailSplitter.MostBytes + 4096);
        }
    }

    private static void AssertNothingRemote(string html)
    {
        Assert.DoesNotMatch("(?i)<img|<link|<script|<iframe|<object", html);
        Assert.DoesNotMatch("(?i)<[^>]*url\\(", html);
        Assert.DoesNotMatch("(?is)<style>.*(url\\(|@import).*</style>", html);
        Assert.DoesNotMatch("(?i)<[^>]* on[a-z]+=", Regex.Replace(html, "\"[^\"]*\"", "\"\""));
    }

    /// <summary>A list that fails when it is read, as a template with a mistake would.</summary>
    private sealed class Breaks<T> : IReadOnlyList<T>
    {
        public int Count => throw new InvalidOperationException("cannot be read");

        public T this[int index] => throw new InvalidOperationException("cannot be read");

        public IEnumerator<T> GetEnumerator() => throw new InvalidOperationException("cannot be read");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
