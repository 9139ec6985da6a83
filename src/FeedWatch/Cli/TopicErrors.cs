using FeedWatch.Core.Topics;

namespace FeedWatch.Cli;

/// <summary>Errors in a topic typed on the command line, with a pointer to the place.</summary>
public static class TopicErrors
{
    /// <returns>True when one of them keeps the topic from working.</returns>
    public static bool Print(Output output, IReadOnlyList<TopicError> errors)
    {
        foreach (var error in errors)
        {
            output.Error($"{(error.IsWarning ? "warning" : "error")}: {error.Message} {error.Remedy}".TrimEnd());
            output.Error($"  {error.Clause}");
            output.Error($"  {new string(' ', error.Position)}{new string('^', Math.Max(1, error.Length))}");
        }

        return errors.Any(error => !error.IsWarning);
    }
}
