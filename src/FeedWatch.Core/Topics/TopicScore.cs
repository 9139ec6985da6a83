namespace FeedWatch.Core.Topics;

/// <summary>How well a place fits its clause, and what that is worth: title above summary above content; exact above ordered above unordered.</summary>
internal static class TopicScore
{
    /// <summary>The words side by side, in order, as written (or in the other English spelling).</summary>
    internal const int Exact = 30;

    /// <summary>In the order of the clause.</summary>
    private const int Ordered = 20;

    /// <summary>In any order.</summary>
    private const int Unordered = 10;

    /// <summary>The grade of the words found, which come in the order of the clause.</summary>
    internal static int Grade(List<FoundWord> words)
    {
        if (words.Count == 0)
            return 0;
        var ordered = true;
        var adjacent = true;
        var distance = 0;
        for (var i = 0; i < words.Count; i++)
        {
            distance = Math.Max(distance, WordRule.Distance(words[i].Rule));
            if (i == 0)
                continue;
            ordered &= words[i].First >= words[i - 1].First;
            adjacent &= words[i].First <= words[i - 1].Last + 1;
        }
        var grade = !ordered ? Unordered : adjacent && distance <= 1 ? Exact : Ordered;
        return grade - distance;
    }

    /// <summary>1 to 95: an exact place in the title is worth 90, in the summary 60, in the content 55.</summary>
    internal static int In(TopicFields field, int grade) => field switch
    {
        TopicFields.Title => 60 + grade,
        TopicFields.Summary => 30 + grade,
        TopicFields.Content => 25 + grade,
        _ => 10 + grade,
    };
}
