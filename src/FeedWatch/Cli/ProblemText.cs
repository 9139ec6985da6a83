using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary>A configuration problem in the form that editors jump to: <c>file:line: path: what. remedy</c>.</summary>
public static class ProblemText
{
    public static string Of(ConfigurationProblem problem)
    {
        var path = problem.Path is null ? string.Empty : $" {problem.Path}:";
        return $"{(problem.IsWarning ? "warning" : "error")}: {problem.Place}:{path} {problem.Message} {problem.Remedy}".TrimEnd();
    }
}
