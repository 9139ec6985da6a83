using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Which rule joins a word of a clause and the word found.</summary>
internal static class WordRule
{
    /// <summary>How far the rules are from the word as written.</summary>
    internal static int Distance(string rule) => rule switch
    {
        EvidenceRules.Exact => 0,
        EvidenceRules.Initialism or EvidenceRules.Spelling => 1,
        EvidenceRules.Inflected or EvidenceRules.Compound or EvidenceRules.Wildcard => 2,
        _ => 3,
    };

    internal static string Of(Term term, TermPlace place, ReadOnlySpan<char> printed, Language language)
    {
        if (place.Compound != 0 || place.Last > place.First)
            return EvidenceRules.Compound;
        if (IsSame(term, printed))
            return EvidenceRules.Exact;
        var exact = Folding.ExactForm(printed);
        return term.Kind switch
        {
            TermKind.Exact => EvidenceRules.Exact,
            TermKind.Wildcard => EvidenceRules.Wildcard,
            TermKind.Acronym => OfAcronym(term.Word, exact, printed),
            _ => OfWord(term, exact, language),
        };
    }

    /// <summary>What most words are: the same letters; case counts for acronyms and exact words.</summary>
    private static bool IsSame(Term term, ReadOnlySpan<char> printed) => term.Kind switch
    {
        TermKind.Acronym or TermKind.Exact => printed.SequenceEqual(term.Word),
        TermKind.Stem or TermKind.Form => printed.Equals(term.Word, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string OfAcronym(string acronym, string exact, ReadOnlySpan<char> printed)
    {
        if (exact == acronym)
            return printed.Contains('.') ? EvidenceRules.Initialism : EvidenceRules.Exact;
        return exact.EndsWith('s') && exact[..^1] == acronym ? EvidenceRules.Inflected : EvidenceRules.Spelling;
    }

    private static string OfWord(Term term, string exact, Language language)
    {
        var folded = Folding.Fold(exact);
        if (folded == term.Word || folded == term.Digraphs || Folding.FoldWithDigraphs(exact) == term.Word)
            return EvidenceRules.Exact;
        var found = EnglishSpelling.Normalize(folded);
        var wanted = EnglishSpelling.Normalize(term.Word);
        if (found == wanted)
            return EvidenceRules.Spelling;
        return language != Language.English || EnglishStemmer.Lemma(found) == EnglishStemmer.Lemma(wanted) ? EvidenceRules.Inflected : EvidenceRules.Derived;
    }
}
