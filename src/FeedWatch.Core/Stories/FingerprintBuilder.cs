namespace FeedWatch.Core.Stories;

/// <summary>Text to fingerprint.</summary>
internal static class FingerprintBuilder
{
    private const int MostTitleWords = 40;
    private const int MostBodyWords = 600;
    private const int LeadWords = 70;
    private const int WordsPerShingle = 3;

    internal static StoryFingerprint Build(StoryText text)
    {
        var headline = Headline.Read(text.Title, text.Outlet);
        var title = StoryWords.Cut(headline.Text, MostTitleWords);
        var body = StoryWords.Cut(StoryBody.WithoutBlocks(text.Body), MostBodyWords);
        var shingles = Shingles(body);
        return new StoryFingerprint
        {
            Genre = headline.Genre,
            LooksBack = LookingBack.In(text.Title) || LookingBack.In(text.Body),
            TitleWords = (ushort)title.Count,
            BodyWords = (ushort)body.Count,
            TitleHash = title.Where(token => token.IsContent).Aggregate(0u, (hash, token) => WordHash.Of(hash, token.Hash)),
            Features = Features(title, body),
            Shingles = [.. shingles.Take(StoryFingerprint.MostShingles).Distinct().Order()],
            Sample = [.. shingles.Distinct().Order().Take(StoryFingerprint.MostSamples)],
            Slots = Slots(title, body),
        };
    }

    private static Feature[] Features(List<StoryToken> title, List<StoryToken> body)
    {
        var traits = new Dictionary<uint, FeatureTraits>();
        // A headline in Title Case says nothing about names; the body then does.
        var titleNames = title.Count(token => token.Kind == TokenKind.Name) * 2 <= title.Count(token => token.IsContent);
        foreach (var token in title)
            Note(traits, token, FeatureTraits.InTitle, titleNames);
        for (var i = 0; i < body.Count && traits.Count < StoryFingerprint.MostFeatures; i++)
            Note(traits, body[i], i < LeadWords ? FeatureTraits.InLead : FeatureTraits.None, true);
        return [.. traits.Take(StoryFingerprint.MostFeatures).Select(pair => new Feature(pair.Key, pair.Value)).OrderBy(feature => feature.Hash)];
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
            _ => FeatureTraits.None,
        };
        if (token.Commonness == Commonness.Frequent)
            kind |= FeatureTraits.Frequent;
        traits[token.Hash] = traits.GetValueOrDefault(token.Hash) | place | kind;
    }

    private static List<uint> Shingles(List<StoryToken> body)
    {
        var shingles = new List<uint>(body.Count);
        for (var i = 0; i + WordsPerShingle <= body.Count; i++)
            shingles.Add(WordHash.Of(WordHash.Of(body[i].Hash, body[i + 1].Hash), body[i + 2].Hash));
        return shingles;
    }

    /// <summary>Names, numbers and dates with the kind of thing they are and the words on both sides.</summary>
    private static Slot[] Slots(List<StoryToken> title, List<StoryToken> body)
    {
        var slots = new List<Slot>();
        foreach (var (tokens, place) in ((List<StoryToken>, uint)[])[(title, 1), ([.. body.Take(LeadWords)], 2)])
        {
            for (var i = 0; i < tokens.Count && slots.Count < StoryFingerprint.MostSlots; i++)
            {
                if (tokens[i].Kind == TokenKind.Word)
                    continue;
                var before = i;
                while (before >= 0 && tokens[before].Kind == tokens[i].Kind)
                    before--;
                var after = i;
                while (after < tokens.Count && tokens[after].Kind == tokens[i].Kind)
                    after++;
                var context = WordHash.Of(before < 0 ? 1 : tokens[before].Hash, after == tokens.Count ? 2 : tokens[after].Hash);
                slots.Add(new Slot(WordHash.Of(context, ((uint)tokens[i].Kind << 8) | place), tokens[i].Hash));
            }
        }

        return [.. slots.Distinct().OrderBy(slot => slot.Context).ThenBy(slot => slot.Value)];
    }
}
