using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary>A configuration problem in the form that editors jump to: <c>file:line: path: what. remedy</c>.</summary>
public static class ProblemText
{
    public static string Of(ConfigurationProblem problem)
    {
        var place = problem.Line is { } line ? $"{problem.File}:{line}" : problem.File;
        var path = problem.Path is null ? string.Empty : $" {problem.Path}:";
        return $"{(problem.IsWarning ? "warning" : "error")}: {place}:{path} {problem.Message} {problem.Remedy}".TrimEnd();
    }
}
