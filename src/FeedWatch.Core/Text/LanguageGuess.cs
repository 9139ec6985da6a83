using System.Collections.Frozen;

namespace FeedWatch.Core.Text;

/// <summary>Guesses the language of a text from its script, its small words and its accents.</summary>
public static class LanguageGuess
{
    /// <summary>How many UTF-16 units are looked at: the beginning tells.</summary>
    private const int Sample = 400;

    private static readonly (Language Language, string Words, string Letters)[] Signs =
    [
        (Language.English, "the a of and to in for with on that is was are from has have by at as its it will be an said this their after over new not but who which been were they he she we you his her or so if no up out all can had would could there than then when what how more about says", ""),
        (Language.German, "der die das und den von mit fur des im ein eine dem ist auf nicht sich auch an werden zu wird bei nach uber sind haben wie am einen einer zum zur vor sagte", "äöüß"),
        (Language.French, "le la les des et du un une est dans pour que qui sur au aux par avec ses sont pas ce il se plus en de ont ete cette leur son entre apres", "éèêàçùœûîô"),
        (Language.Spanish, "el la los las del y un una en que por con para es se su al como mas ha sus fue entre este esta sobre de lo sin tras", "ñ¿¡áíóúé"),
        (Language.Italian, "il lo la gli le di del della dei delle e un una in che per con nel nella sono ha al alla si non da dal piu anche tra come degli", "ìòàèù"),
        (Language.Dutch, "de het een en van in op te dat voor met is zijn aan niet om ook als bij nog uit naar door over wordt heeft hebben werd tot hun", ""),
        (Language.Portuguese, "o a os as do da dos das e um uma em no na nos nas que por com para se ao mais foi sao sua seu entre de pelo pela nao apos", "ãõçáâê"),
        (Language.Polish, "i w z na do sie nie jest oraz dla przez od po jak ktory ktore ze za o to ma sa zostal bedzie tym tego ich przy roku", "ąęłśżźćń"),
    ];

    private static readonly FrozenDictionary<string, int> WordMask = BuildWords();

    /// <summary>The most likely language; English when nothing speaks for another in Latin script, Other in a script of its own.</summary>
    public static Language Of(ReadOnlySpan<char> text) => Of(text, default);

    /// <summary>The most likely language of two texts taken together, a title and its body.</summary>
    public static Language Of(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        title = title[..Math.Min(title.Length, Sample / 2)];
        body = body[..Math.Min(body.Length, Sample - title.Length)];
        Span<int> scores = stackalloc int[Signs.Length];
        scores.Clear();
        var letters = new Letters();
        Count(title, ref letters, scores);
        Count(body, ref letters, scores);
        if (letters.Cyrillic > letters.Latin && letters.Cyrillic > letters.Others)
            return letters.Ukrainian > 0 ? Language.Ukrainian : Language.Russian;
        // One Chinese character says as much as a few letters.
        if (letters.Others * 3 > letters.Latin)
            return Language.Other;
        ScoreWords(title, scores);
        ScoreWords(body, scores);
        return Best(scores);
    }

    private struct Letters
    {
        internal int Cyrillic;
        internal int Ukrainian;
        internal int Latin;
        internal int Others;
    }

    private static void Count(ReadOnlySpan<char> text, ref Letters letters, Span<int> scores)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            letters.Latin += text.Length;
            return;
        }
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                letters.Latin += char.IsAsciiLetter(c) ? 1 : 0;
                continue;
            }
            switch (CharacterClasses.Of(c))
            {
                case CharacterClass.Cyrillic:
                    letters.Cyrillic++;
                    letters.Ukrainian += c is 'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' or 'Ґ' ? 1 : c is 'ы' or 'э' or 'ъ' or 'ё' or 'Э' ? -1 : 0;
                    break;
                case CharacterClass.Character or CharacterClass.OtherLetter:
                    letters.Others++;
                    break;
                case CharacterClass.Latin:
                    letters.Latin++;
                    ScoreLetter(char.ToLowerInvariant(c), scores);
                    break;
            }
        }
    }

    private static Language Best(ReadOnlySpan<int> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }
        // English is written everywhere; another language has to show itself clearly.
        return scores[best] >= scores[0] + 3 ? Signs[best].Language : Language.English;
    }

    private static void ScoreLetter(char c, Span<int> scores)
    {
        for (var i = 0; i < Signs.Length; i++)
        {
            if (Signs[i].Letters.Contains(c, StringComparison.Ordinal))
                scores[i]++;
        }
    }

    private static void ScoreWords(ReadOnlySpan<char> text, Span<int> scores)
    {
        Span<char> word = stackalloc char[12];
        var words = WordMask.GetAlternateLookup<ReadOnlySpan<char>>();
        var length = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            if (CharacterClasses.IsLetterOrDigit(CharacterClasses.Of(c)))
            {
                if (length < word.Length)
                    word[length] = Unaccented(char.ToLowerInvariant(c));
                length++;
                continue;
            }
            if (length is > 0 and <= 12 && words.TryGetValue(word[..length], out var mask))
            {
                for (var language = 0; language < scores.Length; language++)
                    scores[language] += 2 * (mask >> language & 1);
            }
            length = 0;
        }
    }

    private static char Unaccented(char c) => c < 0x80 ? c : Folding.FoldLatinLetter(c);

    private static FrozenDictionary<string, int> BuildWords()
    {
        var masks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Signs.Length; i++)
        {
            foreach (var word in Signs[i].Words.Split(' '))
                masks[word] = masks.GetValueOrDefault(word) | 1 << i;
        }
        return masks.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
