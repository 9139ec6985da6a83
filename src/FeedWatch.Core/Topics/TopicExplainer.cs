using System.Globalization;
using System.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Whether one clause of a topic matched, and why or why not.</summary>
/// <param name="Path">Which list of the topic: <c>any[0]</c>, <c>feeds</c>, <c>languages</c>.</param>
/// <param name="Clause">As written.</param>
/// <param name="Matched">Whether it matched.</param>
/// <param name="Evidence">Where, when it matched.</param>
/// <param name="Reason">Why not, with the nearest miss; empty when it matched.</param>
public sealed record ClauseExplanation(string Path, string Clause, bool Matched, IReadOnlyList<Evidence> Evidence, string Reason);

/// <summary>Why a topic flags an item, or why not.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Match">The match, or null.</param>
/// <param name="Clauses">Clause by clause, in the order any, all, none, feeds, languages.</param>
/// <param name="Errors">What is wrong with the topic itself.</param>
public sealed record TopicExplanation(TopicDefinition Topic, TopicMatch? Match, IReadOnlyList<ClauseExplanation> Clauses, IReadOnlyList<TopicError> Errors)
{
    /// <summary>For people, one line per clause.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Match is null ? "no match: " : string.Create(CultureInfo.InvariantCulture, $"match (score {Match.Score}): ")).AppendLine(Topic.Name);
        foreach (var error in Errors)
            text.AppendLine(CultureInfo.InvariantCulture, $"  error {error.Path} at {error.Position}: {error.Message} {error.Remedy}");
        foreach (var clause in Clauses)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(clause.Matched ? "yes" : "no ")} {clause.Path}: {clause.Clause}{(clause.Reason.Length > 0 ? " — " + clause.Reason : "")}");
            foreach (var evidence in clause.Evidence)
                text.AppendLine(CultureInfo.InvariantCulture, $"        {evidence.Field} {evidence.Offset}+{evidence.Length} \"{evidence.Text}\" ({evidence.Rule})");
        }
        return text.ToString();
    }
}

/// <summary>Explains, clause by clause, why a topic flags an item or why not.</summary>
public static class TopicExplainer
{
    /// <summary>Explains one topic on one item.</summary>
    public static TopicExplanation Explain(TopicDefinition topic, TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(item);
        var terms = new TopicTerms();
        var errors = new List<TopicError>();
        if (CompiledTopic.Compile(topic, terms, errors) is not { } compiled)
            return new TopicExplanation(topic, null, [], errors);
        var text = new ItemText(item, terms);
        var match = compiled.Matches(text) ? EvidenceWriter.Write(0, compiled, text, terms) : null;
        var clauses = new List<ClauseExplanation>();
        foreach (var expression in compiled.Any.Concat(compiled.All).Concat(compiled.None))
        {
            var matched = expression.Matches(text);
            clauses.Add(new ClauseExplanation(expression.Path, expression.Text, matched, [], matched ? "" : "not found"));
        }
        return new TopicExplanation(topic, match, clauses, errors);
    }
}
