using System.Text.RegularExpressions;

namespace FeedWatch.Core.Topics;

/// <summary>A compiled node: an expression whose words are terms of a set.</summary>
internal abstract class TopicClause(TopicNode node)
{
    internal TopicNode Node { get; } = node;

    internal abstract bool Matches(ItemText item, TopicFields fields);
}

internal sealed class OrClause(OrNode node, TopicClause[] choices) : TopicClause(node)
{
    internal TopicClause[] Choices => choices;

    internal bool IsAlias => node.IsAlias;

    internal override bool Matches(ItemText item, TopicFields fields)
    {
        foreach (var choice in choices)
        {
            if (choice.Matches(item, fields))
                return true;
        }
        return false;
    }
}

internal sealed class AndClause(AndNode node, TopicClause[] parts) : TopicClause(node)
{
    internal TopicClause[] Parts => parts;

    internal override bool Matches(ItemText item, TopicFields fields)
    {
        foreach (var part in parts)
        {
            if (!part.Matches(item, fields))
                return false;
        }
        return true;
    }
}

internal sealed class NotClause(NotNode node, TopicClause inner) : TopicClause(node)
{
    internal TopicClause Inner => inner;

    internal override bool Matches(ItemText item, TopicFields fields) => !inner.Matches(item, fields);
}

internal sealed class FieldClause(FieldNode node, TopicClause inner) : TopicClause(node)
{
    internal TopicClause Inner => inner;

    internal TopicFields Fields => node.Fields;

    internal override bool Matches(ItemText item, TopicFields fields) => inner.Matches(item, node.Fields);
}

internal sealed class LanguageClause(LanguageNode node) : TopicClause(node)
{
    internal string Language => node.Language;

    internal override bool Matches(ItemText item, TopicFields fields) => item.LanguageTag == node.Language;
}

internal sealed class RegexClause(RegexNode node) : TopicClause(node)
{
    internal Regex Regex => node.Regex;

    internal override bool Matches(ItemText item, TopicFields fields)
    {
        foreach (var field in item.Fields)
        {
            if ((field.Field & fields) != 0 && node.Regex.IsMatch(field.Searched))
                return true;
        }
        return false;
    }
}
