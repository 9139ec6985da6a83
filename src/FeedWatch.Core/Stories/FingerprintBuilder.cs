using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>Text to fingerprint.</summary>
internal static class FingerprintBuilder
{
    /// <summary>In UTF-16 units; more holds no more than <see cref="MostBodyWords"/> words.</summary>
    private const int LongestBody = 8_000;
    private const int MostTitleWords = 40;
    private const int MostBodyWords = 600;
    private const int LeadWords = 70;
    private const int LongEnoughToGuess = 120;
    private const int WordsPerShingle = 3;
    private const int MoveFollowsWithin = 3;

    private static readonly uint Shares = WordHash.OfStem("shares", Language.English);
    private static readonly uint Rise = WordHash.OfStem("rise", Language.English);
    private static readonly uint Fall = WordHash.OfStem("fall", Language.English);

    internal static StoryFingerprint Build(StoryText text)
    {
        var headline = Headline.Read(text.Title, text.Outlet);
        var report = StoryBody.Report(Start(text.Body));
        var language = LanguageOf(headline.Text, report, text.Language);
        var title = StoryWords.Cut(headline.Text, language, MostTitleWords);
        var body = StoryWords.Cut(report, language, MostBodyWords);
        var said = StoryWords.Cut(HeadlineForm.WithoutOutlet(headline.Text), language, MostTitleWords);
        var shingles = Shingles(body);
        return new StoryFingerprint
        {
            Language = language,
            Genre = headline.Genre,
            LooksBack = LookingBack.In(text.Title) || LookingBack.In(text.Body),
            TitleWords = (ushort)title.Count,
            BodyWords = (ushort)body.Count,
            Features = Features(title, body),
            Shingles = Ascending(shingles.Take(StoryFingerprint.MostShingles)),
            Sample = [.. Ascending(shingles).Take(StoryFingerprint.MostSamples)],
            Headline = HeadlineForm.Of(said, body),
            Slots = FactSlots.Of(said, body, LeadWords),
        };
    }

    private static string? Start(string? body) => body is { Length: > LongestBody } ? body[..LongestBody] : body;

    /// <summary>Feeds say one language for all their items, and not always the right one: a text long enough is asked itself.</summary>
    private static Language LanguageOf(string? title, string? report, string? declared) =>
        report is { Length: >= LongEnoughToGuess } ? LanguageGuess.Of(report)
        : LanguageTag.Parse(declared) ?? LanguageGuess.Of(title + " " + report);

    private static Feature[] Features(List<StoryToken> title, List<StoryToken> body)
    {
        var traits = new Dictionary<uint, FeatureTraits>();
        // A headline in Title Case says nothing about names; the body then does.
        var titleNames = title.Count(token => token.Kind == TokenKind.Name) * 2 <= title.Count(token => token.IsContent);
        foreach (var token in title)
            Note(traits, token, FeatureTraits.InTitle, titleNames);
        if (IsMarketMove(title))
            traits[Shares] = traits.GetValueOrDefault(Shares) | FeatureTraits.InTitle | FeatureTraits.Event | FeatureTraits.Market;
        for (var i = 0; i < body.Count && traits.Count < StoryFingerprint.MostFeatures; i++)
            Note(traits, body[i], i < LeadWords ? FeatureTraits.InLead : FeatureTraits.None, true);
        return [.. traits.Take(StoryFingerprint.MostFeatures).Select(pair => new Feature(pair.Key, pair.Value)).OrderBy(feature => feature.Hash)];
    }

    /// <summary>"Oil rises 2 percent after …": what follows is only why.</summary>
    private static bool IsMarketMove(List<StoryToken> title)
    {
        var first = title.FindIndex(token => token.IsContent);
        return first >= 0 && title[first].Meaning == Meaning.Asset && title.Skip(first + 1).Take(MoveFollowsWithin).Any(token => token.Hash == Rise || token.Hash == Fall);
    }

    private static void Note(Dictionary<uint, FeatureTraits> traits, StoryToken token, FeatureTraits place, bool namesCount)
    {
        if (!token.IsContent)
            return;
        var kind = token.Kind switch
        {
            TokenKind.Name when namesCount => FeatureTraits.Name,
            TokenKind.Number => FeatureTraits.Number,
            TokenKind.Weekday => FeatureTraits.Weekday,
            TokenKind.Month => FeatureTraits.Month,
            _ => FeatureTraits.None,
        };
        kind |= token.Meaning switch
        {
            Meaning.Event => FeatureTraits.Event,
            Meaning.Place => FeatureTraits.Place,
            Meaning.Town => FeatureTraits.Town,
            Meaning.Market => FeatureTraits.Event | FeatureTraits.Market,
            Meaning.Angle => FeatureTraits.Event | FeatureTraits.Angle,
            _ => FeatureTraits.None,
        };
        if (token.Commonness == Commonness.Frequent)
            kind |= FeatureTraits.Frequent;
        traits[token.Hash] = traits.GetValueOrDefault(token.Hash) | place | kind;
        if (token.LiesIn is { } country)
            traits[country] = traits.GetValueOrDefault(country) | FeatureTraits.Place;
    }

    /// <summary>Each once.</summary>
    private static uint[] Ascending(IEnumerable<uint> hashes)
    {
        var sorted = hashes.ToArray();
        Array.Sort(sorted);
        var kept = 0;
        foreach (var hash in sorted)
        {
            if (kept == 0 || sorted[kept - 1] != hash)
                sorted[kept++] = hash;
        }

        return sorted[..kept];
    }

    private static List<uint> Shingles(List<StoryToken> body)
    {
        var shingles = new List<uint>(body.Count);
        for (var i = 0; i + WordsPerShingle <= body.Count; i++)
            shingles.Add(WordHash.Of(WordHash.Of(body[i].Hash, body[i + 1].Hash), body[i + 2].Hash));
        return shingles;
    }
}
