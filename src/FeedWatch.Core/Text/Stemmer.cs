namespace FeedWatch.Core.Text;

/// <summary>Reduces folded words to what their inflected and derived forms have in common.</summary>
public static class Stemmer
{
    /// <summary>
    /// The stem of a folded word. Two words count as the same word when their stems are equal. A word in another script than that of
    /// the language is taken by its script: Cyrillic as Russian, Latin in a Russian or Korean text as English.
    /// </summary>
    public static string Stem(string folded, Language language) => For(folded, language) switch
    {
        Language.English => EnglishStemmer.Stem(EnglishSpelling.Normalize(folded)),
        var other => LightStemmer.Stem(folded, other),
    };

    private static Language For(string folded, Language language)
    {
        if (folded.Length == 0)
            return Language.Other;
        var cyrillic = CharacterClasses.Of(folded[0]) == CharacterClass.Cyrillic;
        var isCyrillicLanguage = language is Language.Russian or Language.Ukrainian;
        if (cyrillic && !isCyrillicLanguage && language != Language.Other)
            return folded.AsSpan().ContainsAny("іїєґ") ? Language.Ukrainian : Language.Russian;
        return !cyrillic && isCyrillicLanguage ? Language.English : language;
    }
}
