using System.Text;
using FeedWatch.Settings;
using FeedWatch.Settings.Reading;

namespace FeedWatch.Tests.Settings.Reading;

public class JsonSourceTests
{
    [Fact]
    public void A_value_knows_its_line_and_path()
    {
        var (root, problems) = Read("""
            // a comment
            {
              "topics": [
                "IP4", /* two
                lines */ { "any": [
                  "frigate" ] },
              ],
              "odd key": 1,
            }
            """);

        Assert.Empty(problems);
        var frigate = root!.Members["topics"].Elements[1].Members["any"].Elements[0];
        Assert.Equal((6, "$.topics[1].any[0]", "frigate"), (frigate.Line, frigate.Path, frigate.Literal));
        Assert.Equal((8, "$['odd key']"), (root.Members["odd key"].Line, root.Members["odd key"].Path));
    }

    [Fact]
    public void A_byte_order_mark_is_fine()
    {
        var problems = new ProblemList();

        Assert.NotNull(JsonSource.ReadObject("x.json", [0xEF, 0xBB, 0xBF, .. "{}"u8], problems));
        Assert.False(problems.HasErrors);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData(" \n\t ", 1, "empty")]
    [InlineData("null", 1, "null where an object")]
    [InlineData("[]", 1, "a list where an object")]
    [InlineData("\n\"x\"", 2, "a text where an object")]
    [InlineData("{ \"a\": 1", 1, "not JSON")]
    [InlineData("{\n \"a\": \"half", 2, "not JSON")]
    [InlineData("{\n} }", 2, "not JSON")]
    [InlineData("{\n 'a': 1 }", 2, "not JSON")]
    [InlineData("// only a comment", 1, "not JSON")]
    [InlineData("{\n\n \"a\": 1,\n \"a\": 2 }", 4, "written twice (first in line 3)")]
    [InlineData("{\n \"a\": \"\\ud800\" }", 2, "half of a character")]
    public void What_is_no_object_is_one_problem_with_its_line(string text, int line, string message)
    {
        var (_, problems) = Read(text);

        var problem = Assert.Single(problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_levels_are_too_deep()
    {
        var (_, problems) = Read(string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000));

        Assert.Contains("levels deep", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_open_brackets_are_refused_without_harm()
    {
        var (_, problems) = Read(new string('[', 100_000));

        Assert.Single(problems);
    }

    [Fact]
    public void Fifty_megabytes_are_too_much()
    {
        var problems = new ProblemList();

        Assert.Null(JsonSource.ReadObject("x.json", new byte[50 * 1024 * 1024], problems));
        Assert.Contains("larger than", Assert.Single(problems.Sorted()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, 1, "UTF-16")]
    [InlineData(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xE9, (byte)'"' }, 2, "not valid UTF-8")]
    public void Other_encodings_are_named(byte[] bytes, int line, string message)
    {
        var problems = new ProblemList();

        Assert.Null(JsonSource.ReadObject("x.json", bytes, problems));
        Assert.Contains(message, Assert.Single(problems.Sorted()).Message, StringComparison.Ordinal);
        Assert.Equal(line, problems.Sorted()[0].Line);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_a_problem_and_never_an_exception()
    {
        var whole = Encoding.UTF8.GetBytes("""{ "a": ["é\n", 1.5e3, true, null], /* c */ "b": { "c": "d" } }""");
        for (var length = 0; length < whole.Length; length++)
        {
            var problems = new ProblemList();
            Assert.True(JsonSource.ReadObject("x.json", whole[..length], problems) is null, $"{length} bytes were taken for the whole");
            Assert.True(problems.HasErrors);
        }
    }

    private static (ConfigNode? Root, IReadOnlyList<ConfigurationProblem> Problems) Read(string text)
    {
        var problems = new ProblemList();
        var root = JsonSource.ReadObject("x.json", Encoding.UTF8.GetBytes(text), problems);
        return (root, problems.Sorted());
    }
}
