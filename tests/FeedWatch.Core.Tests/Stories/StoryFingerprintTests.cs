using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class StoryFingerprintTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> HostileTexts =>
    [
        "",
        "\0\u0001\u202e\u200b",
        "\ud800 lone \udc00 surrogates \ud800",
        new string('a', 300_000),
        string.Concat(Enumerable.Repeat("word ", 60_000)),
        new string('9', 5_000) + " trillion",
        "1.2.3.4,5,6,,7.. 99999999999999999999.999999999999999999999 billion",
        string.Concat(Enumerable.Repeat("Related: ", 2_000)),
        string.Concat(Enumerable.Repeat("U.S.", 2_000)),
        "(((((((((( — — — [LD] (LEAD) :::: | | | -",
        "한국한국한국 漢字 かな ไทย русский العربية 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧‍👦",
    ];

    [Fact]
    public void It_survives_being_stored()
    {
        var print = Of("Seoul and Warsaw sign $3.2bn frigate deal", LongBody);
        var read = StoryFingerprint.FromBytes(print.ToBytes());

        Assert.Equal(print.ToBytes(), read.ToBytes());
        Assert.Equal(print.Features, read.Features);
        Assert.Equal(print.Slots, read.Slots);
        Assert.Equal(print.Language, read.Language);
    }

    /// <summary>Words are remembered once they were read, by all threads together.</summary>
    [Fact]
    public void It_does_not_depend_on_what_was_read_before()
    {
        string[] texts =
        [
            LongBody, "US said. The US said; said the us. SAID THE US!", "May may march in March. March!", "die Die DIE was war War WAR",
            .. Enumerable.Range(0, 60).Select(i => string.Join(' ', Enumerable.Range(0, 400).Select(word => $"word{i * 397 + word} Word{word}."))),
        ];
        byte[][] Read() => [.. texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).SelectMany(text => new[] { "en", "de" }, (text, language) =>
            StoryFingerprint.Of(new StoryText { FeedId = "f", Title = text[..Math.Min(40, text.Length)], Body = text, Language = language, At = Noon }).ToBytes())];

        var first = Read();

        Assert.Equal(first, Read());
        Assert.True(first.Distinct(new ByBytes()).Count() >= texts.Length);
    }

    private sealed class ByBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }

    /// <summary>The first version had no words of the headline and no byte for their number, which was the twelfth.</summary>
    [Fact]
    public void What_the_first_release_stored_is_read_without_a_headline()
    {
        var print = Of("Seoul and Warsaw sign $3.2bn frigate deal", LongBody);
        var bytes = print.ToBytes();
        byte[] first = [1, .. bytes[1..11], .. bytes[12..^(print.Headline.Length * 4)]];

        var read = StoryFingerprint.FromBytes(first);

        Assert.NotEmpty(print.Headline);
        Assert.Empty(read.Headline);
        Assert.Equal(print.Features, read.Features);
        Assert.Equal(print.Sample, read.Sample);
        Assert.Equal(print.Slots, read.Slots);
        Assert.Equal((print.TitleWords, print.BodyWords, print.Language), (read.TitleWords, read.BodyWords, read.Language));
        Assert.Same(StoryFingerprint.Empty, StoryFingerprint.FromBytes(first.AsSpan(0, first.Length - 1)));
    }

    [Fact]
    public void It_stays_within_two_kilobytes() => Assert.InRange(Of(LongBody[..300], LongBody).ToBytes().Length, 500, 2048);

    [Fact]
    public void Bytes_that_are_cut_off_or_of_another_version_are_like_no_text()
    {
        var bytes = Of("Seoul and Warsaw sign frigate deal", LongBody).ToBytes();

        Assert.Same(StoryFingerprint.Empty, StoryFingerprint.FromBytes([]));
        Assert.Same(StoryFingerprint.Empty, StoryFingerprint.FromBytes(bytes.AsSpan(0, bytes.Length - 1)));
        bytes[0] = 99;
        Assert.Same(StoryFingerprint.Empty, StoryFingerprint.FromBytes(bytes));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void No_text_is_too_odd(string text)
    {
        var print = Of(text, text);

        Assert.InRange(print.ToBytes().Length, 1, 2048);
        Assert.Equal(print.ToBytes(), Of(text, text).ToBytes());
    }

    [Theory]
    [InlineData("The defence programme recognises three harbours.", "The defense program recognizes 3 harbors.")]
    [InlineData("Exports rose to 3.2 billion dollars, 1,400 jobs", "Exports rose to 3.2bn dollars, 1400 jobs")]
    [InlineData("U.S. troops in South Korea", "American soldiers in Seoul")]
    [InlineData("An earthquake killed five", "A quake leaves 5 dead")]
    public void Words_that_mean_one_thing_are_one_feature(string one, string other)
    {
        var common = Of(one, null).Features.Select(feature => feature.Hash).Intersect(Of(other, null).Features.Select(feature => feature.Hash)).Count();

        Assert.True(common >= 3, $"{common} features in common");
    }

    [Theory]
    [InlineData("BREAKING: Ferry sinks off Split", StoryGenre.Report)]
    [InlineData("(2nd LD) Ferry sinks off Split", StoryGenre.Report)]
    [InlineData("Opinion: The ferry should never have sailed", StoryGenre.Commentary)]
    [InlineData("[사설] 방산 협력", StoryGenre.Commentary)]
    [InlineData("Why the ferry sank", StoryGenre.Commentary)]
    [InlineData("Live: ferry sinks off Split", StoryGenre.LiveTicker)]
    [InlineData("Ferry disaster: live updates", StoryGenre.LiveTicker)]
    [InlineData("Markets at noon", StoryGenre.Routine)]
    [InlineData("Weather tomorrow: rain", StoryGenre.Routine)]
    [InlineData("Lives lost as ferry sinks", StoryGenre.Report)]
    public void A_headline_tells_its_genre(string title, object genre) => Assert.Equal((StoryGenre)genre, Of(title, null).Genre);

    [Theory]
    [InlineData("BREAKING: Ferry sinks off Split")]
    [InlineData("Ferry sinks off Split - Harbour Post")]
    [InlineData("Ferry sinks off Split | Harbour Post")]
    [InlineData("UPDATE 2-Ferry sinks off Split")]
    [InlineData("(LEAD) Ferry sinks off Split")]
    [InlineData("Ferry sinks off Split (updated)")]
    public void Labels_and_outlets_are_no_part_of_a_headline(string title) =>
        Assert.Equal(Of("Ferry sinks off Split", null).Features, Of(title, null).Features);

    [Theory]
    [InlineData("SPLIT, March 2 (Agency) -- A ferry sank.")]
    [InlineData("Split (dpa) - A ferry sank.")]
    [InlineData("(Agency) – A ferry sank.")]
    [InlineData("SPLIT — A ferry sank.")]
    [InlineData("A ferry sank.\nMost read: Actress weds. Cat found.")]
    [InlineData("A ferry sank. Related stories: Actress weds.")]
    public void Datelines_and_blocks_are_no_part_of_a_body(string body) => Assert.Equal("A ferry sank.", StoryBody.Report(body)?.Trim());

    [Theory]
    [InlineData("A ferry – the oldest of the line – sank.")]
    [InlineData("Thousands of people — most of them tourists — fled.")]
    [InlineData("The related stories: he told them all.")]
    public void Dashes_and_words_inside_a_text_stay(string body) => Assert.Equal(body, StoryBody.Report(body));

    private static string LongBody { get; } =
        string.Join(' ', Enumerable.Range(0, 900).Select(i => $"Word{i} {i} on Monday"));

    private static StoryFingerprint Of(string? title, string? body) =>
        StoryFingerprint.Of(new StoryText { FeedId = "f", Title = title, Body = body, At = Noon, Outlet = "Harbour Post" });
}
