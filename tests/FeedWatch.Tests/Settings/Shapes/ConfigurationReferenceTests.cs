using FeedWatch.Settings.Shapes;

namespace FeedWatch.Tests.Settings.Shapes;

public class ConfigurationReferenceTests
{
    [Fact]
    public void The_reference_is_current() => ApprovedText.Equal("docs/configuration.md", ConfigurationReference.Markdown());
}
