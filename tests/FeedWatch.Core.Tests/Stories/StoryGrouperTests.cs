namespace FeedWatch.Core.Tests.Stories;

public sealed class StoryGrouperTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("stories.json")]
    [InlineData("stories-held-out.json")]
    public void Labelled_reports_are_grouped_by_event(string file)
    {
        var report = GroupingReport.Of(LabelledStories.Read(file));

        output.WriteLine($"{file}: {report}");
        foreach (var mistake in report.Mistakes.Where(_ => file == "stories.json"))
            output.WriteLine("  " + mistake);
        Assert.True(report.Precision >= 0.98, report.ToString());
        Assert.True(report.Recall >= 0.90, report.ToString());
    }
}
