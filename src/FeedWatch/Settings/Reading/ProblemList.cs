namespace FeedWatch.Settings.Reading;

/// <summary>What is wrong with one value, and what to write instead.</summary>
internal readonly record struct Fault(string Message, string Remedy);

/// <summary>Gathers everything that is wrong, so that the user mends it in one go.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigurationProblem> _problems = [];

    public bool HasErrors => _problems.Exists(problem => !problem.IsWarning);

    /// <summary>By file, then line.</summary>
    public IReadOnlyList<ConfigurationProblem> Sorted() =>
        [.. _problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line ?? 0)];

    public void Error(ConfigNode node, string message, string remedy)
    {
        node.IsFaulty = true;
        _problems.Add(new ConfigurationProblem(node.File, node.Line, node.Path, message, remedy));
    }

    public void Error(ConfigNode node, Fault fault) => Error(node, fault.Message, fault.Remedy);

    public void Error(string file, string message, string remedy, int? line = null) =>
        _problems.Add(new ConfigurationProblem(file, line, null, message, remedy));

    public void Warning(ConfigNode node, string message, string remedy) =>
        _problems.Add(new ConfigurationProblem(node.File, node.Line, node.Path, message, remedy, IsWarning: true));

    public void Warning(string file, string message, string remedy) =>
        _problems.Add(new ConfigurationProblem(file, null, null, message, remedy, IsWarning: true));
}
