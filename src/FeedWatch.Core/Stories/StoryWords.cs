using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>Text to the words stories compare.</summary>
internal static class StoryWords
{
    private static readonly TokenCache Cache = new();

    /// <summary>Cuts at most <paramref name="limit"/> words off the start of <paramref name="text"/>.</summary>
    internal static List<StoryToken> Cut(string? text, Language language, int limit)
    {
        var tokens = new List<StoryToken>();
        if (text is null)
            return tokens;

        var position = 0;
        var end = 0;
        Word? previous = null;
        while (tokens.Count < limit && WordCutter.TryNext(text, ref position, out var word))
        {
            var starts = previous is null || StartsSentence(text, previous.Value, word);
            var adjoins = word.Kind == WordKind.Character && previous is { Kind: WordKind.Character } && previous.Value.End == word.Start;
            if (word.Kind == WordKind.Character)
                AddCharacter(tokens, text, word, adjoins, starts, language);
            else if (char.IsAsciiDigit(text[word.Start]))
                tokens.Add(Number(text, word.Start, starts, ref position));
            else
                tokens.Add(Plain(text.AsSpan(word.Start, word.Length), language, starts));
            // A number may have eaten its unit: what comes next is seen from its end.
            end = Math.Max(word.End, position);
            previous = word.Kind == WordKind.Character ? word : new Word(word.Start, end - word.Start, word.Kind);
        }

        return Phrases(tokens);
    }

    private static bool StartsSentence(string text, Word left, Word right) =>
        left.End <= right.Start
        && (SentenceBreaker.Between(text, left, right) == Break.Sentence || text.AsSpan(left.End, right.Start - left.End).IndexOfAny(":“\"„«") >= 0);

    /// <summary>In scripts without reliable spaces pairs of neighbours stand for words; a lone character says little.</summary>
    private static void AddCharacter(List<StoryToken> tokens, string text, Word word, bool adjoins, bool starts, Language language)
    {
        if (!adjoins)
        {
            var next = word.End < text.Length && CharacterClasses.Of(text[word.End]) == CharacterClass.Character;
            if (!next)
                tokens.Add(Token(WordHash.Of(word.In(text)), language, starts) with { Commonness = Commonness.Frequent });
            return;
        }

        tokens.Add(Token(WordHash.Of(text.AsSpan(word.Start - 1, word.Length + 1)), language, starts: false));
    }

    private static StoryToken Number(string text, int start, bool starts, ref int position)
    {
        var (number, end) = StoryNumbers.Read(text, start);
        position = end;
        var hash = WordHash.OfNumber(number);
        return new StoryToken(hash, hash, TokenKind.Number, Commonness.Ordinary, Meaning.Other, starts);
    }

    private static StoryToken Plain(ReadOnlySpan<char> word, Language language, bool starts)
    {
        if (!Cache.TryFind(word, language, starts, out var token))
            Cache.Keep(word, language, token = Read(word, language, starts));
        return token;
    }

    private static StoryToken Read(ReadOnlySpan<char> word, Language language, bool starts)
    {
        var exact = Folding.ExactForm(word);
        var isCapitals = exact.Length > 1 && !exact.AsSpan().ContainsAnyExceptInRange('A', 'Z');
        var token = Token(exact is "US" ? WordHash.OfStem("usa", language) : WordHash.OfStem(exact, language), language, starts);
        if (token is { Commonness: Commonness.Function, Meaning: not Meaning.Agency } && isCapitals && exact is not ("A" or "I"))
            return token with { Hash = WordHash.Of(exact), Kind = TokenKind.Name, Commonness = Commonness.Ordinary };

        var isName = token.Kind == TokenKind.Word && token.IsContent && char.IsUpper(word[0])
            && (!starts || isCapitals || token.Meaning is Meaning.Place or Meaning.Town);
        return isName ? token with { Kind = TokenKind.Name } : token;
    }

    private static StoryToken Token(uint stem, Language language, bool starts)
    {
        var entry = Vocabulary.Shared.Find(stem, language);
        return new StoryToken(stem, entry.Hash, entry.Kind, entry.Commonness, entry.Meaning, starts, entry.LiesIn);
    }

    /// <summary>Puts what a phrase means in the place of its words.</summary>
    private static List<StoryToken> Phrases(List<StoryToken> tokens)
    {
        var kept = new List<StoryToken>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (i + 1 < tokens.Count && Vocabulary.Shared.TryFindPhrase(token.Stem, tokens[i + 1].Stem, out var phrase)
                && Follows(tokens, i + 2, phrase.Third) && Follows(tokens, i + 3, phrase.Fourth))
            {
                var isName = token.Kind == TokenKind.Name || tokens[i + 1].Kind == TokenKind.Name;
                var entry = phrase.Entry;
                token = token with { Hash = entry.Hash, Kind = isName ? TokenKind.Name : entry.Kind, Commonness = entry.Commonness, Meaning = entry.Meaning, LiesIn = entry.LiesIn };
                i += phrase.Fourth is not null ? 3 : phrase.Third is not null ? 2 : 1;
            }

            kept.Add(token);
        }

        return kept;
    }

    private static bool Follows(List<StoryToken> tokens, int at, uint? stem) =>
        stem is null || (at < tokens.Count && tokens[at].Stem == stem);
}
