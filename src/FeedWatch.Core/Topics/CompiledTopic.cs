using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>A clause of a topic with the expression it was written as.</summary>
internal sealed record TopicExpression(string Text, TopicClause Clause)
{
    internal bool Matches(ItemText item) => Clause.Matches(item, TopicFields.Text);
}

/// <summary>One topic over the terms of a set.</summary>
internal sealed class CompiledTopic(TopicDefinition definition, TopicExpression[] any, TopicExpression[] all, TopicExpression[] none)
{
    internal TopicDefinition Definition => definition;

    internal TopicExpression[] Any => any;

    internal TopicExpression[] All => all;

    internal TopicExpression[] None => none;

    /// <summary>Whether it looks at every feed and language, as most topics do.</summary>
    private readonly bool _isUnfiltered = definition.IncludeFeeds.Count + definition.ExcludeFeeds.Count + definition.Languages.Count == 0;

    internal bool Matches(ItemText item) => (_isUnfiltered || FeedCounts(item.Item) && LanguageCounts(item)) && MatchesAny(item) && MatchesAll(item) && !IsExcluded(item);

    /// <summary>Reads what matching will read first.</summary>
    internal int Touch() => any.Length > 0 ? any[0].Clause.Node.Position + any[0].Text.Length : 0;

    private bool MatchesAny(ItemText item)
    {
        foreach (var expression in any)
        {
            if (expression.Matches(item))
                return true;
        }
        return any.Length == 0;
    }

    private bool MatchesAll(ItemText item)
    {
        foreach (var expression in all)
        {
            if (!expression.Matches(item))
                return false;
        }
        return true;
    }

    private bool IsExcluded(ItemText item)
    {
        foreach (var expression in none)
        {
            if (expression.Matches(item))
                return true;
        }
        return false;
    }

    internal bool FeedCounts(TopicItem item) =>
        (definition.IncludeFeeds.Count == 0 || IsAmong(item, definition.IncludeFeeds)) && !IsAmong(item, definition.ExcludeFeeds);

    internal bool LanguageCounts(ItemText item)
    {
        for (var i = 0; i < definition.Languages.Count; i++)
        {
            if (item.LanguageTag == LanguageTag.Primary(definition.Languages[i]))
                return true;
        }
        return definition.Languages.Count == 0;
    }

    private static bool IsAmong(TopicItem item, IReadOnlyList<string> feeds)
    {
        for (var i = 0; i < feeds.Count; i++)
        {
            if (IsFeed(item, feeds[i]))
                return true;
        }
        return false;
    }

    private static bool IsFeed(TopicItem item, string feed)
    {
        if (!feed.StartsWith("tag:", StringComparison.OrdinalIgnoreCase))
            return string.Equals(item.FeedId, feed, StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < item.FeedTags.Count; i++)
        {
            if (item.FeedTags[i].AsSpan().Equals(feed.AsSpan(4), StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Counts the terms of what must match.</summary>
    internal void CountTerms(int[] frequency)
    {
        foreach (var expression in any)
            CountTerms(expression.Clause, frequency);
        foreach (var expression in all)
            CountTerms(expression.Clause, frequency);
    }

    private static void CountTerms(TopicClause clause, int[] frequency)
    {
        if (clause is WordClause word)
            frequency[word.Term]++;
        foreach (var part in ClauseParts.Of(clause))
            CountTerms(part, frequency);
    }
}

/// <summary>The clauses that a clause is made of.</summary>
internal static class ClauseParts
{
    internal static IReadOnlyList<TopicClause> Of(TopicClause clause) => clause switch
    {
        SequenceClause sequence => sequence.Words,
        WordsClause words => words.Words,
        NearClause near => [near.Left, near.Right],
        PlacedOrClause or => or.Choices,
        OrClause or => or.Choices,
        AndClause and => and.Parts,
        NotClause not => [not.Inner],
        FieldClause field => [field.Inner],
        _ => [],
    };
}
