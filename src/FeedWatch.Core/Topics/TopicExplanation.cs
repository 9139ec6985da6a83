using System.Globalization;
using System.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Whether one clause of a topic matched, and why or why not.</summary>
/// <param name="Path">Which list of the topic: <c>any[0]</c>, <c>feeds</c>, <c>languages</c>.</param>
/// <param name="Clause">As written.</param>
/// <param name="Matched">Whether it matched; for <c>none</c> that is the reason why the topic does not.</param>
/// <param name="Evidence">Where, when it matched.</param>
/// <param name="Reason">Why it stands in the way of a match, with the nearest miss; empty when it does not.</param>
public sealed record ClauseExplanation(string Path, string Clause, bool Matched, IReadOnlyList<Evidence> Evidence, string Reason);

/// <summary>Why a topic flags an item, or why not.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Match">The match, or null.</param>
/// <param name="Clauses">Clause by clause, in the order any, all, none, feeds, languages.</param>
/// <param name="Errors">What is wrong with the topic itself.</param>
public sealed record TopicExplanation(TopicDefinition Topic, TopicMatch? Match, IReadOnlyList<ClauseExplanation> Clauses, IReadOnlyList<TopicError> Errors)
{
    /// <summary>For people: the verdict, then one line per clause, and the words found below it.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Match is null ? "No match: " : string.Create(CultureInfo.InvariantCulture, $"Match, score {Match.Score}: ")).Append(Topic.Name).Append('\n');
        foreach (var error in Errors)
            text.Append(CultureInfo.InvariantCulture, $"  error in {error.Path} at {error.Position}: {error.Message} {error.Remedy}\n");
        foreach (var clause in Clauses)
        {
            text.Append("  ").Append(clause.Matched ? "yes  " : "no   ").Append(clause.Path).Append("  ").Append(clause.Clause);
            if (clause.Reason.Length > 0)
                text.Append(": ").Append(clause.Reason);
            text.Append('\n');
            foreach (var evidence in clause.Evidence)
                text.Append(CultureInfo.InvariantCulture, $"         {evidence.Field} at {evidence.Offset}: \"{evidence.Text}\" ({evidence.Rule})\n");
        }
        return text.ToString();
    }
}
