using System.Globalization;

namespace FeedWatch.Core.Stories;

/// <summary>Text to the words stories compare.</summary>
internal static class StoryWords
{
    /// <summary>Cuts at most <paramref name="limit"/> words off the start of <paramref name="text"/>.</summary>
    internal static List<StoryToken> Cut(string? text, int limit)
    {
        var tokens = new List<StoryToken>();
        if (text is null)
            return tokens;

        var starts = true;
        var at = 0;
        while (at < text.Length && tokens.Count < limit)
        {
            var c = text[at];
            if (!char.IsLetterOrDigit(c))
            {
                starts |= c is '.' or '!' or '?' or ':' or '\n' or '。' or '“' or '"';
                at++;
                continue;
            }

            var end = EndOfRun(text, at);
            if (IsUnspaced(c))
                AddPairs(tokens, text.AsSpan(at, end - at), starts);
            else if (char.IsDigit(c))
                end = AddNumber(tokens, text, at, end, starts);
            else
                end = AddWord(tokens, text, at, end, starts);

            starts = false;
            at = end;
        }

        return Phrases(tokens);
    }

    /// <summary>Scripts whose words are not, or not reliably, set apart by spaces: pairs of letters stand for words there.</summary>
    private static bool IsUnspaced(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3';

    private static int EndOfRun(string text, int start)
    {
        var unspaced = IsUnspaced(text[start]);
        var digits = char.IsDigit(text[start]);
        var end = start + 1;
        while (end < text.Length)
        {
            var c = text[end];
            var inside = char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
            if (!inside && digits && c is '.' or ',' && end + 1 < text.Length && char.IsDigit(text[end + 1]))
                inside = true;
            if (!inside || (inside && char.IsLetter(c) && (IsUnspaced(c) != unspaced || digits)))
                break;
            end++;
        }

        return end;
    }

    private static void AddPairs(List<StoryToken> tokens, ReadOnlySpan<char> run, bool starts)
    {
        if (run.Length == 1)
        {
            tokens.Add(new StoryToken(WordHash.Of(run), WordHash.Of(run), TokenKind.Word, Commonness.Frequent, Meaning.Other, starts));
            return;
        }

        for (var i = 0; i + 1 < run.Length; i++)
        {
            var pair = WordHash.Of(run.Slice(i, 2));
            var entry = Vocabulary.Shared.Find(pair);
            tokens.Add(new StoryToken(pair, entry.Hash, entry.Kind, entry.Commonness, entry.Meaning, starts && i == 0));
        }
    }

    private static int AddNumber(List<StoryToken> tokens, string text, int start, int end, bool starts)
    {
        var (number, next) = StoryNumbers.Read(text, start, end);
        var hash = WordHash.OfNumber(number);
        tokens.Add(new StoryToken(hash, hash, TokenKind.Number, Commonness.Ordinary, Meaning.Other, starts));
        return next;
    }

    private static int AddWord(List<StoryToken> tokens, string text, int start, int end, bool starts)
    {
        // "U.S." and "N.A.T.O." are one word each
        if (end == start + 1 && char.IsUpper(text[start]))
        {
            var letters = "";
            var at = start;
            while (at + 1 < text.Length && char.IsUpper(text[at]) && text[at + 1] == '.')
            {
                letters += text[at];
                at += 2;
            }

            if (letters.Length > 1)
            {
                tokens.Add(Token(letters, starts));
                return at;
            }
        }

        tokens.Add(Token(text.AsSpan(start, end - start), starts));
        if (end + 1 < text.Length && text[end] is '\'' or '’' && text[end + 1] is 's' or 'S' && (end + 2 == text.Length || !char.IsLetterOrDigit(text[end + 2])))
            end += 2;
        return end;
    }

    private static StoryToken Token(ReadOnlySpan<char> word, bool starts)
    {
        var stem = WordHash.OfStem(word);
        var entry = Vocabulary.Shared.Find(stem);
        var capitals = word.Length > 1 && word.IndexOfAnyExceptInRange('A', 'Z') < 0;
        if (capitals && entry.Commonness == Commonness.Function)
            entry = word is "US" ? Vocabulary.Shared.Find(WordHash.OfStem("usa")) : new(WordHash.Of(word), TokenKind.Name, Commonness.Ordinary);
        var kind = entry.Kind == TokenKind.Word && entry.Commonness != Commonness.Function && char.IsUpper(word[0]) && (!starts || capitals)
            ? TokenKind.Name
            : entry.Kind;
        return new StoryToken(stem, entry.Hash, kind, entry.Commonness, entry.Meaning, starts);
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
                var words = phrase.Third is null ? 2 : phrase.Fourth is null ? 3 : 4;
                var kind = token.Kind == TokenKind.Name || tokens[i + 1].Kind == TokenKind.Name ? TokenKind.Name : phrase.Entry.Kind;
                token = token with { Hash = phrase.Entry.Hash, Kind = kind, Commonness = phrase.Entry.Commonness, Meaning = phrase.Entry.Meaning };
                i += words - 1;
            }

            kept.Add(token);
        }

        return kept;
    }

    private static bool Follows(List<StoryToken> tokens, int at, uint? stem) =>
        stem is null || (at < tokens.Count && tokens[at].Stem == stem);
}
