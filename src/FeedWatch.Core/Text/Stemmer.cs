namespace FeedWatch.Core.Text;

/// <summary>Reduces folded words to what their inflected and derived forms have in common.</summary>
public static class Stemmer
{
    /// <summary>The stem of a folded word. Two words count as the same word when their stems are equal.</summary>
    public static string Stem(string folded, Language language) => language switch
    {
        Language.English => EnglishStemmer.Stem(EnglishSpelling.Normalize(folded)),
        _ => folded,
    };
}
