using System.Text.RegularExpressions;
using FeedWatch.Core.Topics;

namespace FeedWatch.Web;

/// <summary>A wider topic beside one that exists: what it gains are the near misses.</summary>
/// <param name="Expression">The wider topic.</param>
/// <param name="Because">What it leaves out.</param>
public sealed partial record NearMisses(string Expression, string Because)
{
    /// <summary>Null when nothing about the topic can be loosened.</summary>
    public static NearMisses? Of(TopicDefinition topic)
    {
        if (topic.Any.Count > 0 && topic.All.Count + topic.None.Count > 0)
        {
            return new NearMisses(string.Join(" OR ", topic.Any.Select(clause => $"({clause})")), "what “all of” and “none of” keep out");
        }

        // Plain words must stand close together; anywhere in the item is a near miss.
        return topic.Any is [var only] && PlainWords().IsMatch(only)
            ? new NearMisses(string.Join(" AND ", only.Split(' ', StringSplitOptions.RemoveEmptyEntries)), "items that have all the words, but not close together")
            : null;
    }

    [GeneratedRegex(@"^(?!.*\b(AND|OR|NOT|O?NEAR)\b)[\p{L}\p{Nd}'’-]+( +[\p{L}\p{Nd}'’-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWords();
}
