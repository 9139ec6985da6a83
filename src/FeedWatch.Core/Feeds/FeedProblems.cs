using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>Collects problems: a hundred of them tell as much as ten thousand.</summary>
internal sealed class FeedProblems
{
    private const int Maximum = 200;
    private const int MaximumDetailLength = 500;

    private readonly List<FeedProblem> _problems = [];
    private int _leftOut;

    /// <summary>Of further problems only the number is told: what they say need not be written.</summary>
    public bool IsFull => _problems.Count == Maximum;

    public void Add(int? item, string code, string detail)
    {
        if (IsFull)
        {
            _leftOut++;
            return;
        }

        _problems.Add(new FeedProblem(item, code, PlainText.Cut(detail, MaximumDetailLength)));
    }

    /// <summary>A piece of a feed for showing in a detail: short, without controls.</summary>
    public static string Excerpt(ReadOnlySpan<char> printed)
    {
        const int Length = 120;
        var clean = PlainText.Clean(printed[..Math.Min(printed.Length, Length * 2)]);
        return clean.Length <= Length ? clean : PlainText.Cut(clean, Length - 1) + "…";
    }

    public IReadOnlyList<FeedProblem> ToList()
    {
        if (_leftOut > 0)
        {
            _problems.Add(new FeedProblem(null, FeedProblemCodes.MoreProblems, $"{_leftOut} more problems are not listed."));
        }

        return _problems;
    }
}
