using System.Text.RegularExpressions;

namespace FeedWatch.Core.Topics;

/// <summary>Regular expressions that run in linear time, or the reason why one cannot.</summary>
internal static class TopicRegex
{
    internal static RegexNode? Parse(TopicToken token, string expression, List<TopicError> errors)
    {
        if (token.Text.Length == 0)
        {
            errors.Add(new TopicError(expression, token.Position, token.Length, "The regular expression is empty.", "Write a pattern between the slashes.", false));
            return null;
        }
        try
        {
            var regex = new Regex(token.Text.Replace("\\/", "/", StringComparison.Ordinal), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            if (regex.IsMatch(""))
            {
                errors.Add(new TopicError(expression, token.Position, token.Length, "The regular expression matches every text, even an empty one.",
                    "Write + instead of *, or a pattern with at least one fixed character.", false));
                return null;
            }
            return new RegexNode(token.Position, token.Length, regex);
        }
        catch (RegexParseException e)
        {
            errors.Add(new TopicError(expression, Math.Min(token.Position + 1 + e.Offset, token.Position + token.Length), 1,
                $"The regular expression is not valid: {Reason(e.Message)}", "Mend the pattern; a literal sign is written with a backslash in front.", false));
        }
        catch (NotSupportedException e)
        {
            errors.Add(new TopicError(expression, token.Position, token.Length, $"The regular expression cannot run in linear time: {Reason(e.Message)}",
                "Leave out look-around, back-references, atomic groups and large counts; use AND, NOT and NEAR instead.", false));
        }
        return null;
    }

    private static string Reason(string message)
    {
        var colon = message.IndexOf(" at offset", StringComparison.Ordinal);
        return colon > 0 ? message[colon..].TrimStart() : message;
    }
}
