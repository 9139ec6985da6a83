using System.Text.Json;
using System.Text.Json.Nodes;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Shapes;

namespace FeedWatch.Tests.Settings.Shapes;

public class SchemaWriterTests
{
    public static TheoryData<string> Names => [.. SchemaWriter.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schema_beside_the_configuration_is_current(string name) =>
        ApprovedText.Equal($"config/schema/{name}.schema.json", SchemaWriter.Write(name));

    [Fact]
    public void The_shipped_files_name_their_schema()
    {
        foreach (var (file, schema) in ((string, string)[])[("feedwatch.json", "feedwatch"), ("feeds.json", "feeds"), ("watchlists/defence.json", "watchlist")])
        {
            var path = Path.Combine(Repository.Root, "config", file);
            var root = JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
            Assert.Equal(Path.Combine(Repository.Root, "config", "schema", $"{schema}.schema.json"), Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, (string)root["$schema"]!)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_and_default_is_one_that_the_check_accepts(string name)
    {
        var seen = 0;
        foreach (var setting in AllSettings(Root(name), []))
        {
            foreach (var json in new[] { setting.Default, setting.Example }.OfType<string>())
            {
                var problems = new ProblemList();
                var node = JsonSource.Read("example", System.Text.Encoding.UTF8.GetBytes(json), problems)!;
                ShapeCheck.Check(node, setting.Shape, problems);
                Assert.True(!problems.HasErrors, $"{setting.Name}: {json}: {string.Join(' ', problems.Sorted())}");
                seen++;
            }
        }

        Assert.True(seen > 5);
    }

    [Fact]
    public void Every_setting_is_described_in_a_sentence()
    {
        foreach (var setting in SchemaWriter.Names.SelectMany(name => AllSettings(Root(name), [])))
            Assert.Matches("^[A-Z`].{10,}\\.$", setting.Description);
    }

    private static SectionShape Root(string name) => name switch { "feedwatch" => FeedWatchShape.Root, "feeds" => FeedsShape.Root, _ => WatchlistShape.Root };

    private static IEnumerable<Setting> AllSettings(Shape shape, HashSet<Shape> seen)
    {
        if (!seen.Add(shape)) return [];
        return shape switch
        {
            SectionShape section => section.Settings.Concat(section.Settings.SelectMany(setting => AllSettings(setting.Shape, seen))).ToList(),
            ListShape list => AllSettings(list.Element, seen),
            MapShape map => AllSettings(map.Value, seen),
            TextOrSectionShape either => AllSettings(either.Section, seen),
            _ => [],
        };
    }
}
