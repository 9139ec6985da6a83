namespace FeedWatch.Settings.Reading;

/// <summary>What is wrong with one value, and what to write instead.</summary>
internal readonly record struct Fault(string Message, string Remedy);

/// <summary>Gathers everything that is wrong, so that the user mends it in one go.</summary>
internal sealed class ProblemList
{
    private const int LongestText = 500;
    private readonly List<ConfigurationProblem> _problems = [];

    public bool HasErrors => _problems.Exists(problem => !problem.IsWarning);

    /// <summary>By file, then line.</summary>
    public IReadOnlyList<ConfigurationProblem> Sorted() =>
        [.. _problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line ?? 0)];

    public void Error(ConfigNode node, string message, string remedy)
    {
        node.IsFaulty = true;
        Add(node.File, node.Line, node.Path, message, remedy, isWarning: false);
    }

    public void Error(ConfigNode node, Fault fault) => Error(node, fault.Message, fault.Remedy);

    public void Error(string file, string message, string remedy, int? line = null) =>
        Add(file, line, null, message, remedy, isWarning: false);

    public void Warning(ConfigNode node, string message, string remedy) =>
        Add(node.File, node.Line, node.Path, message, remedy, isWarning: true);

    public void Warning(string file, string message, string remedy) =>
        Add(file, null, null, message, remedy, isWarning: true);

    private void Add(string file, int? line, string? path, string message, string remedy, bool isWarning) =>
        _problems.Add(new ConfigurationProblem(OneLine(file), line, string.IsNullOrEmpty(path) ? null : OneLine(path), OneLine(message), OneLine(remedy), isWarning));

    /// <summary>A problem is one line of a log, whatever the file holds.</summary>
    private static string OneLine(string text)
    {
        var shown = text.Length <= LongestText ? text : text[..LongestText] + "…";
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) : shown;
    }
}
