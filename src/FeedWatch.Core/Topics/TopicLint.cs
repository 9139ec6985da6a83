using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>What compiles and yet is not what its author wants: a topic that never matches, or nearly always.</summary>
/// <param name="heads">The keys of its aliases.</param>
internal sealed class TopicLint(TopicDefinition topic, HashSet<string> heads, List<TopicError> errors)
{
    internal void Check()
    {
        CheckExpressions(topic.Any, "any");
        CheckExpressions(topic.All, "all");
        CheckExclusions();
        CheckFilters();
    }

    private void CheckExpressions(IReadOnlyList<string> expressions, string list)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            if (TopicParser.Parse(expressions[i]).Root is not { } root)
                continue;
            var place = new Place(expressions[i], $"{list}[{i}]");
            var needed = list == "any" || topic.Any.Count == 0;
            if (needed && IsNegative(root))
                Warn(place, root, "It only excludes: nearly every item matches.", "Add what you look for, as in: frigate NOT museum.");
            else if (needed && TooCommon(root) is { } common)
                Warn(place, common, $"'{place.Of(common)}' is in nearly every item.", "Add words that narrow it down, or put them in quotes as a phrase.");
            if (Contradiction(root, place) is { } never)
                Error(place, never, "It asks for the same with and without NOT: it can never match.", "Remove one of the two.");
            else if (OtherLanguage(root) is { } language)
                Error(place, language, $"It asks for the language '{language.Language}', which \"languages\" leaves out: it can never match.", "Add the language to \"languages\", or remove lang:.");
            if (list == "any")
                WarnAboutAcronym(root, place);
        }
    }

    private readonly record struct Place(string Expression, string Path)
    {
        internal string Of(TopicNode node) => Expression.Substring(node.Position, node.Length);
    }

    /// <summary>Whether nothing has to be there: NOT alone, or alternatives of which one is.</summary>
    private static bool IsNegative(TopicNode node) => node switch
    {
        NotNode => true,
        AndNode and => and.Parts.All(IsNegative),
        OrNode or => or.Choices.Any(IsNegative),
        FieldNode field => IsNegative(field.Inner),
        _ => false,
    };

    private static TopicNode? TooCommon(TopicNode node) => node switch
    {
        WordNode { Kind: TermKind.Stem } word when word.Word.Length < 2 || StopWords.Contains(word.Word) || CommonNewsWords.Contains(word.Word) => node,
        OrNode or => or.Choices.Select(TooCommon).FirstOrDefault(c => c is not null),
        SequenceNode sequence when sequence.Words.All(w => w is WordNode { Kind: TermKind.Stem or TermKind.Form } word && StopWords.Contains(word.Word)) => node,
        AndNode both when both.Parts.All(p => TooCommon(p) is not null || IsNegative(p)) => both.Parts.Select(TooCommon).FirstOrDefault(p => p is not null),
        _ => null,
    };

    /// <summary>
    /// Aliases that are in nearly every text. A small word is an error: <c>us</c>, meant for <c>US</c>, would stand for its head wherever
    /// anybody says us.
    /// </summary>
    internal static IEnumerable<TopicError> OfAliases(IReadOnlyList<string> expressions, string path)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            if (TopicParser.Parse(expressions[i]).Root is not { } root || TooCommon(root) is not { } common)
                continue;
            var word = expressions[i].Substring(common.Position, common.Length);
            var isSmall = common is SequenceNode || common is WordNode small && (small.Word.Length <= 2 || StopWords.Contains(small.Word));
            yield return new TopicError(expressions[i], common.Position, common.Length, $"The alias '{word}' is in nearly every item.",
                isSmall ? $"Write {word.ToUpperInvariant()} if you mean the acronym, or a longer phrase in quotes." : "Add words that narrow it down, or put them in quotes as a phrase.",
                IsWarning: !isSmall)
            { Path = $"{path}[{i}]" };
        }
    }

    private static readonly HashSet<string> CommonNewsWords = [.. (
        "us said says say new news year years people time government minister president country world state national day week month today first last two one more " +
        "report reports told according official officials public group company city police party man men woman women part way work make made percent million billion").Split(' ')];

    private static NotNode? Contradiction(TopicNode node, Place place)
    {
        if (node is not AndNode and)
            return null;
        var wanted = and.Parts.Where(p => p is not NotNode).Select(p => Normal(place.Of(p))).ToHashSet(StringComparer.Ordinal);
        return and.Parts.OfType<NotNode>().FirstOrDefault(n => wanted.Contains(Normal(place.Of(n.Inner))));
    }

    private LanguageNode? OtherLanguage(TopicNode node) => topic.Languages.Count == 0 ? null : node switch
    {
        LanguageNode language when !topic.Languages.Any(l => LanguageTag.Primary(l) == language.Language) => language,
        AndNode and => and.Parts.Select(OtherLanguage).FirstOrDefault(l => l is not null),
        _ => null,
    };

    /// <summary>An acronym that is a clause of its own is often spelled out, at least where it is mentioned first.</summary>
    private void WarnAboutAcronym(TopicNode root, Place place)
    {
        if (root is not WordNode { Kind: TermKind.Acronym } word || heads.Contains(word.Word) || KnownAcronyms.Contains(word.Word) || topic.Any.Count > 1 || topic.All.Count > 0)
            return;
        Warn(place, root, $"The acronym '{word.Word}' has no alias: texts that spell it out are missed.", $"Add \"{word.Word}\" to \"aliases\" with its long form.");
    }

    private static readonly HashSet<string> KnownAcronyms = [.. "NATO EU UN US USA UK UAE BBC CNN AI IMF WHO OPEC UNESCO UNICEF NASA FBI CIA FIFA UEFA COVID19 HIV DNA GDP CEO".Split(' ')];

    private void CheckExclusions()
    {
        var excluded = topic.None.Select(Normal).ToHashSet(StringComparer.Ordinal);
        foreach (var expression in topic.All)
        {
            if (excluded.Contains(Normal(expression)))
                errors.Add(Never(expression));
        }
        if (topic.Any.Count > 0 && topic.Any.All(e => excluded.Contains(Normal(e))))
            errors.Add(Never(topic.Any[0]));
    }

    private static TopicError Never(string expression) => new(expression, 0, expression.Length,
        "It must match and, by \"none\", must not: the topic can never match.", "Remove it from \"none\", or from \"any\" and \"all\".", false);

    private void CheckFilters()
    {
        foreach (var feed in topic.IncludeFeeds)
        {
            if (topic.IncludeFeeds.Count == 1 && topic.ExcludeFeeds.Contains(feed, StringComparer.OrdinalIgnoreCase))
                errors.Add(new TopicError(topic.Id, 0, 0, $"The feed '{feed}' is both included and excluded: the topic can never match.", "Remove it from one of the two lists.", false));
        }
    }

    /// <summary>An expression for comparison: case and spaces do not matter, except in acronyms.</summary>
    internal static string Normal(string expression) => string.Join(' ', expression.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => Acronym.Is(word) ? word : word.ToLowerInvariant()));

    private void Warn(Place place, TopicNode node, string message, string remedy) =>
        errors.Add(new TopicError(place.Expression, node.Position, node.Length, message, remedy, true) { Path = place.Path });

    private void Error(Place place, TopicNode node, string message, string remedy) =>
        errors.Add(new TopicError(place.Expression, node.Position, node.Length, message, remedy, false) { Path = place.Path });
}
