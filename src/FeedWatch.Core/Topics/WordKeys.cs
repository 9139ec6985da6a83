using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>
/// What a printed word can be found under, worked out once for all topics to come. <see cref="TopicTerms.MayFind"/> asks with it in no
/// time whether a word is looked for at all; it may say yes for nothing, and never no for something.
/// </summary>
/// <param name="Exact">Of the word as it is written.</param>
/// <param name="Folded">Of the word folded; also the key of words that two neighbours may be.</param>
/// <param name="Stem">Of its stem.</param>
/// <param name="Form">Of its form in one spelling.</param>
/// <param name="Beginning">Of its first letters, for wildcards; 0 when it is too short.</param>
/// <param name="HasMore">It can be found in further ways: with digraphs, as a plural of an acronym, by the parts of a German compound.</param>
internal readonly record struct WordKeys(ulong Exact, ulong Folded, ulong Stem, ulong Form, ulong Beginning, bool HasMore)
{
    internal static WordKeys Of(ReadOnlySpan<char> printed, Language language)
    {
        var exact = Folding.ExactForm(printed);
        return Of(exact, Folding.Fold(exact), language, Folding.FoldWithDigraphs(exact) is not null);
    }

    /// <summary>Of two neighbours with a hyphen between, taken as one word.</summary>
    internal static WordKeys OfJoined(ReadOnlySpan<char> left, ReadOnlySpan<char> right, Language language)
    {
        var (exactLeft, exactRight) = (Folding.ExactForm(left), Folding.ExactForm(right));
        return Of(exactLeft + exactRight, Folding.Fold(exactLeft) + Folding.Fold(exactRight), language, hasMore: false);
    }

    private static WordKeys Of(string exact, string folded, Language language, bool hasMore) => new(
        WordHash.Of(exact),
        WordHash.Of(folded),
        WordHash.Of(Stemmer.Stem(folded, language)),
        WordHash.Of(EnglishSpelling.Normalize(folded)),
        folded.Length >= TopicWildcard.MinLiteral ? WordHash.Of(folded.AsSpan(0, TopicWildcard.MinLiteral)) : 0,
        hasMore || exact.Length >= 3 && exact[^1] == 's' && Acronym.Is(exact[..^1]) || language is Language.German or Language.Dutch && folded.Length >= GermanCompounds.ShortestWord);
}
