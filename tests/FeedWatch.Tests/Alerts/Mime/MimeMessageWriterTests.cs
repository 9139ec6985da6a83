using System.Text;
using System.Text.RegularExpressions;
using FeedWatch.Alerts.Mime;

namespace FeedWatch.Tests.Alerts.Mime;

public sealed partial class MimeMessageWriterTests
{
    private static MailHeaders Headers(string subject = "test") => new()
    {
        MessageId = "<1@example.org>",
        Date = new DateTimeOffset(2025, 6, 26, 12, 4, 0, TimeSpan.FromHours(9)),
        From = Mailbox.Parse("FeedWatch <feedwatch@example.org>")!,
        To = Mailbox.Parse("desk@example.org")!,
        Subject = subject,
    };

    private static string Write(MailHeaders headers, string text = "text", string? html = "<p>html</p>") =>
        Encoding.UTF8.GetString(MimeMessageWriter.Write(headers, text, html));

    public static TheoryData<string> Subjects => new()
    {
        "Plain ASCII",
        "Ærøskøbing, Łódź, Ångström, naïve, Größe, İstanbul",
        "방위산업 협의체 신설에 합의한 한국과 인도·태평양 4개국 정상 공동성명 전문",
        "日本、韓国、豪州、ニュージーランドの防衛産業協議体",
        "国防工业协商机构在北约峰会期间成立",
        "Соглашение о консультативном органе оборонной промышленности подписано в Гааге",
        "اتفاق على هيئة تشاورية للصناعات الدفاعية",
        "הסכם על גוף מייעץ לתעשייה ביטחונית",
        "ข้อตกลงหน่วยงานที่ปรึกษาอุตสาหกรรมป้องกันประเทศ",
        "रक्षा उद्योग परामर्श निकाय पर समझौता",
        "Σύμφωνο για συμβουλευτικό όργανο",
        "emoji 🚢🇰🇷👩‍🚀 and text",
        "=?utf-8?q?looks_encoded?=",
        "quotes \" and \\ backslash, commas; semicolons: <angle> (paren)",
        new string('x', 300),
        string.Join(' ', Enumerable.Repeat("many words", 60)),
        new string('漢', 400),
        "\u0100" + new string('a', 200),
        "=",
        "a  b",
    };

    [Theory]
    [MemberData(nameof(Subjects))]
    public void A_subject_of_any_script_comes_back_as_it_was(string subject)
    {
        var message = Write(Headers(subject));

        Assert.Equal(HeaderText.Clean(subject), DecodeHeader(Field(message, "Subject")));
        AssertWellFormed(message);
    }

    [Theory]
    [InlineData("first\r\nBcc: victim@example.org", "first Bcc: victim@example.org")]
    [InlineData("first\r\n\r\nbody", "first body")]
    [InlineData("first\nX-Evil: 1", "first X-Evil: 1")]
    [InlineData("first\rX-Evil: 1", "first X-Evil: 1")]
    [InlineData("a\u2028b\u2029c\u0085d\u000be\u000cf", "a b c d e f")]
    [InlineData("pay\u202egpj.exe\u202c \u2066now\u2069", "paygpj.exe now")]
    [InlineData("zero\u200bwidth\u2060join\ufeffer", "zerowidthjoiner")]
    [InlineData("tag\U000e0041\U000e0042s", "tags")]
    [InlineData("nul\0 esc\u001b[31m", "nul esc [31m")]
    [InlineData("瘍瘊 low bytes", "瘍瘊 low bytes")]
    public void Text_from_a_feed_makes_one_visible_line(string subject, string shown)
    {
        var message = Write(Headers(subject));

        Assert.Equal(shown, DecodeHeader(Field(message, "Subject")));
        Assert.Equal(1, Head(message).Split("\r\n").Count(line => line.StartsWith("Subject:", StringComparison.Ordinal)));
        Assert.DoesNotContain("\r\nBcc:", message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\r\nX-Evil:", message, StringComparison.OrdinalIgnoreCase);
        AssertWellFormed(message);
    }

    [Fact]
    public void Half_a_character_is_shown_as_a_broken_one() =>
        Assert.Equal("half \ufffd pair", HeaderText.Clean("half \ud83d pair"));

    [Theory]
    [InlineData("Desk", "Desk <desk@example.org>")]
    [InlineData("Desk, Defence", "\"Desk, Defence\" <desk@example.org>")]
    [InlineData("A \\ B", "\"A \\\\ B\" <desk@example.org>")]
    [InlineData("방위 데스크", "=?utf-8?B?67Cp7JyEIOuNsOyKpO2BrA==?= <desk@example.org>")]
    [InlineData("Desk\u202e <x@example.org>,", "\"Desk <x@example.org>,\" <desk@example.org>")]
    public void A_name_stands_before_its_address_without_becoming_another(string name, string field)
    {
        var message = Write(Headers() with { To = Mailbox.Parse($"{name} <desk@example.org>")! });

        Assert.Equal(field, Field(message, "To"));
    }

    [Fact]
    public void Mail_of_a_list_says_so_and_can_be_ended_with_one_click()
    {
        var message = Write(Headers() with
        {
            ReplyTo = Mailbox.Parse("humans@example.org"),
            References = ["<root@example.org>", "<second@example.org>"],
            List = new MailingList("Defence_desk", "Defence desk", new Uri("https://watch.example.org/unsubscribe/abc?d=1&r=ü")),
        });

        Assert.Equal("Thu, 26 Jun 2025 12:04:00 +0900", Field(message, "Date"));
        Assert.Equal("<second@example.org>", Field(message, "In-Reply-To"));
        Assert.Equal("<root@example.org> <second@example.org>", Field(message, "References"));
        Assert.Equal("humans@example.org", Field(message, "Reply-To"));
        Assert.Equal("Defence desk <defence-desk.example.org>", Field(message, "List-Id"));
        Assert.Equal("<https://watch.example.org/unsubscribe/abc?d=1&r=%C3%BC>", Field(message, "List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", Field(message, "List-Unsubscribe-Post"));
        Assert.Equal("auto-generated", Field(message, "Auto-Submitted"));
        Assert.Equal("All", Field(message, "X-Auto-Response-Suppress"));
        Assert.Equal("1.0", Field(message, "MIME-Version"));
        AssertWellFormed(message);
    }

    [Fact]
    public void One_click_is_not_promised_without_https()
    {
        var message = Write(Headers() with { List = new MailingList("desk", "Desk", new Uri("http://intranet/unsubscribe")) });

        Assert.Contains("\r\nList-Unsubscribe: <http://intranet/unsubscribe>\r\n", message, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe-Post", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".\n..\n.end")]
    [InlineData("bare\rreturn and bare\nfeed and\r\nboth")]
    [InlineData("From here\nFrom there")]
    [InlineData("trailing space \ntrailing tab\t\n=equals=3D")]
    [InlineData("한국어 문장입니다. 日本語の文。 Ελληνικά. 🚢")]
    [InlineData("瘍瘊.瘍瘊")]
    [InlineData("")]
    [InlineData("\n\n\n")]
    public void A_body_comes_back_as_it_was(string body)
    {
        var message = Write(Headers(), body, null);

        Assert.Equal(WithLineEnd(body), Decode(message.Split("\r\n\r\n", 2)[1]));
        AssertWellFormed(message);
        Assert.DoesNotContain("\r\n.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nFrom ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_any_length_are_broken_and_come_back_whole()
    {
        var body = new string('x', 5000) + "\n" + new string('한', 3000) + "\n" + string.Join(' ', Enumerable.Repeat("word", 1000));
        var message = Write(Headers(), body, null);

        AssertWellFormed(message);
        Assert.Equal(WithLineEnd(body), Decode(message.Split("\r\n\r\n", 2)[1]));
    }

    [Fact]
    public void Both_parts_stand_in_the_mail_text_first()
    {
        var message = Write(Headers(), "the text", "<p>the html</p>");

        var boundary = Regex.Match(Field(message, "Content-Type"), "boundary=\"(.+)\"").Groups[1].Value;
        var parts = message.Split($"--{boundary}");
        Assert.Equal(4, parts.Length);
        Assert.Contains("text/plain", parts[1], StringComparison.Ordinal);
        Assert.Contains("the text", parts[1], StringComparison.Ordinal);
        Assert.Contains("text/html", parts[2], StringComparison.Ordinal);
        Assert.Equal("--\r\n", parts[3]);
    }

    [Fact]
    public void An_identifier_is_the_same_for_the_same_mail_and_another_for_another()
    {
        Assert.Equal(MessageId.For("outbox/1", "example.org"), MessageId.For("outbox/1", "example.org"));
        Assert.NotEqual(MessageId.For("outbox/1", "example.org"), MessageId.For("outbox/2", "example.org"));
        Assert.Matches("^<[0-9a-f]{32}@example\\.org>$", MessageId.For("outbox/1", "example.org"));
    }

    /// <summary>Line ends as mail has them, the last line with one, too.</summary>
    private static string WithLineEnd(string body) => body.ReplaceLineEndings("\r\n") + (body.EndsWith('\n') ? "" : "\r\n");

    /// <summary>RFC 5322 §2.1.1, RFC 2045 §6.7, RFC 2047 §2.</summary>
    private static void AssertWellFormed(string message)
    {
        Assert.DoesNotMatch("\r(?!\n)|(?<!\r)\n", message);
        Assert.All(message, c => Assert.True(c is '\r' or '\n' or (>= ' ' and <= '~')));
        foreach (var line in message.Split("\r\n"))
        {
            Assert.True(line.Length <= 76 || !line.Contains(' '), line);
            Assert.True(line.Length <= 998, line);
        }

        foreach (Match word in EncodedWord().Matches(Head(message)))
        {
            Assert.True(word.Length <= 75, word.Value);
        }
    }

    private static string Head(string message) => message.Split("\r\n\r\n", 2)[0];

    private static string Field(string message, string name) => MessageHead.Read(Encoding.UTF8.GetBytes(message))[name];

    /// <summary>Encoded words next to each other join without the space between them (RFC 2047 §6.2).</summary>
    private static string DecodeHeader(string field) => EncodedWord().Replace(BetweenWords().Replace(field, "?==?"), match =>
        Encoding.UTF8.GetString(match.Groups[1].Value == "B"
            ? Convert.FromBase64String(match.Groups[2].Value)
            : DecodeBytes(match.Groups[2].Value.Replace('_', ' '))));

    private static string Decode(string quotedPrintable) => Encoding.UTF8.GetString(DecodeBytes(quotedPrintable.Replace("=\r\n", "")));

    private static byte[] DecodeBytes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?= =\?")]
    private static partial Regex BetweenWords();
}
