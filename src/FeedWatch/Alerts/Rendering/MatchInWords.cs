namespace FeedWatch.Alerts.Rendering;

/// <summary>Why a clause matched, in the parts of a sentence: <c>Found</c> (Where) matches <c>Clause</c>: Because.</summary>
internal sealed record ReasonInWords(string Topic, string Found, string Where, string Clause, string Because);

/// <summary>
/// Says why a clause matched as a person would: <c>“consultative body … defence industry” matches “defence industry
/// consultation body”: all words within one sentence, consultation~consultative</c>.
/// </summary>
internal static class MatchInWords
{
    private static readonly string[] NotWords = ["AND", "OR", "NOT", "NEAR", "ONEAR", "a", "an", "and", "in", "of", "on", "or", "the", "to", "for"];

    /// <summary>The reasons of a story; what is the same in headline and text is said once.</summary>
    public static IReadOnlyList<ReasonInWords> Of(StorySection story) =>
        [.. story.Matches
            .Select(reason => (reason.Field, Said: new ReasonInWords(
                MailText.Name(reason.Topic), Found(reason), "", MailText.Sentence(reason.Clause), Because(reason))))
            .GroupBy(reason => reason.Said)
            .Select(same => same.Key with { Where = string.Join(" and ", same.Select(reason => MailText.Field(reason.Field)).Distinct()) })];

    /// <summary>The words found, one line: what stood apart is joined with an ellipsis.</summary>
    private static string Found(MatchReason reason) => MailText.Sentence(string.Join(" … ", reason.WordsFound));

    /// <summary>What joined them, for after the colon.</summary>
    public static string Because(MatchReason reason)
    {
        List<string> pairs = reason.Rules.Any(IsWordForm) ? Pairs(reason) : [];
        var said = new List<string>();
        if (reason.WordsFound.Count > 1)
        {
            said.Add(reason.Field == "title" ? "all words in the headline" : "all words within one sentence");
        }
        else if (pairs.Count > 0 && reason.WordsFound[0].Contains(' ', StringComparison.Ordinal))
        {
            said.Add("all words together");
        }

        foreach (var rule in reason.Rules.Order(StringComparer.Ordinal))
        {
            // A pair says more than the name of its rule.
            var isShown = IsWordForm(rule) && pairs.Count > 0;
            if (!isShown && Words(rule) is var words && !said.Contains(words) && !(rule == "exact" && reason.Rules.Count > 1))
            {
                said.Add(words);
            }
        }

        return string.Join(", ", said.Concat(pairs));
    }

    /// <summary>Rules that join single words, so that the two words side by side say it all.</summary>
    private static bool IsWordForm(string rule) => rule is "inflected" or "derived" or "spelling";

    private static string Words(string rule) => rule switch
    {
        "exact" => "as written",
        "inflected" => "another form of the word",
        "derived" => "a word of the same family",
        "spelling" => "another spelling",
        "alias" => "a name that the watchlist lists as an alias",
        "initialism" => "the abbreviation, with or without its dots",
        "compound" => "written as one word, or as several",
        "wildcard" => "fits the wildcard",
        "regex" => "fits the pattern",
        "language" => "the language asked for",
        "ordered" => "in this order",
        "unordered" => "in any order",
        "near" => "close together",
        _ => "a form that counts as the same",
    };

    /// <summary>"consultation~consultative" for every found word that is not in the clause but resembles one that is.</summary>
    private static List<string> Pairs(MatchReason reason)
    {
        var wanted = Split(reason.Clause);
        var found = reason.WordsFound.SelectMany(Split).ToList();
        var missing = wanted.Where(word => !found.Contains(word, StringComparer.OrdinalIgnoreCase)).ToList();
        return [.. found.Where(word => !wanted.Contains(word, StringComparer.OrdinalIgnoreCase))
            .Select(word => (word, like: missing.MaxBy(other => CommonStart(word, other))))
            .Where(pair => pair.like is not null && CommonStart(pair.word, pair.like) >= 3)
            .Select(pair => $"{pair.like}~{pair.word}").Distinct()];
    }

    private static List<string> Split(string text) =>
        [.. text.Split([.. text.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !NotWords.Contains(word))];

    private static int CommonStart(string one, string other)
    {
        var length = 0;
        while (length < Math.Min(one.Length, other.Length) && char.ToUpperInvariant(one[length]) == char.ToUpperInvariant(other[length]))
        {
            length++;
        }

        return length;
    }
}
