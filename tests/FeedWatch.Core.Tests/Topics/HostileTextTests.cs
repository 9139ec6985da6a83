using System.Diagnostics;
using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

/// <summary>Texts and topics made to be slow, or written as nobody writes.</summary>
public sealed class HostileTextTests
{
    private static TopicSet Watch(params string[] any) => TopicSet.Compile([.. any.Select((e, i) => new TopicDefinition { Id = $"t{i}", Name = e, Any = [e] })]);

    private static int Matches(string topic, string text, string? language = "en") => Watch(topic).Match(new TopicItem { Summary = text, Language = language }).Count;

    /// <summary>Folding, as documented: compatibility forms and case; accents, hidden characters and quote kinds do not matter.</summary>
    [Theory]
    [InlineData("cooperation", "co\u00ADoper\u00ADation")]
    [InlineData("frigate", "fri\u200Bgate")]
    [InlineData("frigate", "ＦＲＩＧＡＴＥ")]
    [InlineData("frigate deal", "frigate\u00A0deal")]
    [InlineData("café", "cafe\u0301")]
    [InlineData("café", "CAFÉ")]
    [InlineData("cafe", "café")]
    [InlineData("Istanbul", "İstanbul")]
    [InlineData("Diyarbakır", "DIYARBAKIR")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("official", "oﬃcial")]
    [InlineData("IP4", "ＩＰ４")]
    [InlineData("IP4", "𝐈𝐏𝟒")]
    [InlineData("NATO", "N\u200BATO")]
    [InlineData("O'Brien", "O’Brien")]
    [InlineData("O’Brien", "OʼBrien")]
    [InlineData("\"joint procurement\"", "joint\u2011procurement")]
    [InlineData("ミサイル", "ﾐｻｲﾙ")]
    [InlineData("나토", "나토")]
    [InlineData("Łódź", "Lodz")]
    [InlineData("об'єднання", "об’єднання")]
    public void Forms_of_one_word_are_one_word(string topic, string text) => Assert.Equal(1, Matches(topic, text, null));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("lt-LT")]
    [InlineData("")]
    public void No_culture_changes_what_matches(string culture)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(1, Matches("INDUSTRY bill".ToLowerInvariant(), "THE INDUSTRIAL BILL"));
            Assert.Equal(0, Matches("IP4", "ıp4"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Strings_that_break_other_programs_are_read_to_their_end()
    {
        string[] naughty =
        [
            "", " ", "\0", "\uFFFD\uFFFE\uFFFF", "\uD800", "\uDC00\uD800", "a\uD83D", "👩‍👩‍👧‍👦 👾 🙇 💁🏽", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "‪‪test‪", "test\u2028test\u2029", "⁦test⁧", "ﷺ", "ثم نفس سقطت", "בְּרֵאשִׁית",
            "¡™£¢∞§¶•ªº–≠", "１２３", "１,２３４", "0x7f.1", "1e99999", "$HOME", "%s%s%n", "'; DROP TABLE hits;--", "<script>", "../../etc/passwd", "...", "U.", "U.S.", "U.S.A", "a.b.c.d.e.f", "++", "C++", "&&", "A&", "&A", "'", "''", "it's's", "l'", "'tis", "-", "--", "a-", "-a",
            new string('.', 5_000), new string('\'', 5_000), new string('\u0301', 5_000), new string('\u00AD', 5_000), string.Concat(Enumerable.Repeat("a.", 5_000)), string.Concat(Enumerable.Repeat("1,", 5_000)), string.Concat(Enumerable.Repeat("a'", 5_000)), string.Concat(Enumerable.Repeat("a&", 5_000)),
        ];
        var set = Watch("frigate", "\"the end\"", "나토", "a NEAR/3 b", "/x+y/", "fri*");
        foreach (var text in naughty)
        {
            var item = new TopicItem { Title = text, Summary = text + " frigate", Content = "the end", Authors = [text], Categories = [text], Link = text, FeedId = text, Source = text };
            Assert.True(set.Match(item).Count >= 2, text.Length > 40 ? text[..40] : text);
        }
    }

    /// <summary>Eight times the text may take eight times as long, with room for a busy machine; quadratic time would be sixty-four times.</summary>
    [Theory]
    [InlineData("frigate ")]
    [InlineData("frigate. ")]
    [InlineData("frigate; ")]
    [InlineData("frigate export. ")]
    [InlineData("frigate export x x x x x x x x x x x x x contract ")]
    [InlineData("frigate-")]
    [InlineData("a")]
    [InlineData("국방")]
    [InlineData("frigate x x x corvette ")]
    [InlineData("1.")]
    [InlineData("1,111")]
    [InlineData("!")]
    [InlineData("….")]
    public void Long_texts_and_near_matches_cost_linear_time(string part)
    {
        var topics = new List<string> { "frigate export contract navy", "\"frigate frigate frigate corvette\"", "frigate NEAR/50 corvette", "/^(a+)+$/", "/(frigate )+corvette/" };
        topics.AddRange(Enumerable.Range(0, 1_000).Select(i => $"frigate export w{i}"));
        var set = Watch([.. topics]);

        AssertLinear(set, part, 31_000);
    }

    /// <summary>Each place of the inner one is a place for the outer: fifty times fifty at a word, but no more for a longer text.</summary>
    [Fact]
    public void Places_near_places_cost_linear_time() => AssertLinear(Watch("(frigate NEAR/50 frigate) NEAR/50 corvette"), "frigate ", 4_000);

    /// <summary>Places that are the same are one, and of a thousand with one first word the nearest do: there is no memory for all.</summary>
    [Theory]
    [InlineData("frigate NEAR/1000 export")]
    [InlineData("(frigate NEAR/50 export) NEAR/50 (contract NEAR/50 navy)")]
    [InlineData("((frigate NEAR/50 export) NEAR/50 contract) NEAR/50 (navy NEAR/50 frigate)")]
    public void Places_of_places_near_places_take_no_more_memory_than_fits_to_the_text(string topic)
    {
        var set = Watch(topic);
        var item = new TopicItem { Summary = string.Concat(Enumerable.Repeat("frigate export contract navy ", 1_000)), Language = "en" };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Single(set.Match(item));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    private static void AssertLinear(TopicSet set, string part, int length)
    {
        TopicItem Item(int characters) => new() { Summary = string.Concat(Enumerable.Repeat(part, characters / part.Length)) + " corvette export w7", Language = "en" };

        var (small, large) = (Best(set, Item(length)), Best(set, Item(8 * length)));

        Assert.True(large < 30 * Math.Max(small, Stopwatch.Frequency / 100), $"{small} and {large} ticks");
    }

    [Theory]
    [InlineData(2_000)]
    public void A_long_topic_costs_time_in_proportion_to_its_words(int words)
    {
        static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"w{i}x"));
        var (small, large) = (Watch(Words(words / 4)), Watch(Words(words)));
        var item = new TopicItem { Summary = string.Concat(Enumerable.Repeat(Words(words) + " x ", 8)), Language = "en" };

        var (one, four) = (Best(small, item), Best(large, item));

        // Each word of the topic is looked at for each place of the window: four times the words, at most sixteen times the time.
        Assert.True(four < 40 * Math.Max(one, Stopwatch.Frequency / 100), $"{one} and {four} ticks");
    }

    private static long Best(TopicSet set, TopicItem item) => Enumerable.Range(0, 4).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        set.Match(item);
        return Stopwatch.GetTimestamp() - start;
    });

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(x|x)*y")]
    public void A_regular_expression_runs_in_linear_time(string pattern)
    {
        var text = new string('a', 256_000) + "!";
        Assert.Equal(0, Matches($"/{pattern}/", text));
    }
}
