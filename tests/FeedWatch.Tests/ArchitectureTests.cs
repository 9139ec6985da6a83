using System.Text.RegularExpressions;

namespace FeedWatch.Tests;

/// <summary>Holds the table of src/README.md: which room may import which, and which package belongs to which room.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayImport = new(StringComparer.Ordinal)
    {
        ["Text"] = [],
        ["Feeds"] = ["Text"],
        ["Topics"] = ["Feeds", "Text"],
        ["Stories"] = ["Feeds", "Text"],
        ["Settings"] = ["Topics", "Feeds"],
        ["Fetching"] = ["Settings"],
        ["Storage"] = ["Feeds", "Topics", "Stories", "Settings"],
        ["Alerts"] = ["Storage", "Settings", "Fetching"],
        ["Pipeline"] = ["Fetching", "Feeds", "Topics", "Stories", "Storage", "Settings"],
        ["Schedule"] = ["Pipeline", "Alerts", "Storage", "Settings"],
        ["Web"] = ["Storage", "Settings", "Topics"],
        ["Cli"] = ["Text", "Feeds", "Topics", "Stories", "Settings", "Fetching", "Storage", "Alerts", "Pipeline", "Schedule", "Web"],
    };

    private static readonly (string Package, string[] Rooms)[] Packages =
    [
        ("Microsoft.EntityFrameworkCore", ["Storage"]),
        ("Microsoft.Data.Sqlite", ["Storage"]),
        ("Npgsql", ["Storage", "Schedule"]), // Quartz's job store is handed the driver
        ("Quartz", ["Schedule", "Settings"]), // Settings checks cron expressions
        ("System.Net.Http", ["Fetching"]),
        ("Microsoft.AspNetCore", ["Web", "Alerts"]), // mails are rendered by Razor, too
        ("System.CommandLine", ["Cli"]),
    ];

    public static TheoryData<string> Rooms => [.. MayImport.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_imports_only_what_the_table_allows(string room)
    {
        var offences = Sources(room)
            .SelectMany(file => Mentions().Matches(WithoutMembers(file.Text)).Select(mention => (file.Path, Room: mention.Groups["room"].Value)))
            .Where(mention => mention.Room != room && MayImport.ContainsKey(mention.Room) && !MayImport[room].Contains(mention.Room))
            .Select(mention => $"{mention.Path} imports {mention.Room}")
            .Distinct();
        Assert.Empty(offences);
    }

    [Fact]
    public void A_package_is_used_in_its_room_only()
    {
        var offences = MayImport.Keys.SelectMany(room => Sources(room).SelectMany(file => Packages
            .Where(package => !package.Rooms.Contains(room) && Regex.IsMatch(file.Text, $@"^(@?using )(static )?{Regex.Escape(package.Package)}\b", RegexOptions.Multiline))
            .Select(package => $"{file.Path} uses {package.Package}")));
        Assert.Empty(offences);
    }

    [Fact]
    public void Core_has_no_packages()
    {
        Assert.DoesNotContain("PackageReference", File.ReadAllText(Path.Combine(Repository.Root, "src/FeedWatch.Core/FeedWatch.Core.csproj")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tests/FeedWatch.Core.Tests", "src/FeedWatch.Core")]
    [InlineData("tests/FeedWatch.Tests", "src/FeedWatch")]
    public void Tests_stand_where_their_source_stands(string tests, string sources)
    {
        var folders = Directory.EnumerateFiles(Path.Combine(Repository.Root, tests), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Repository.Root, tests), file))!);
        Assert.DoesNotContain(folders.Distinct(), folder => !Directory.Exists(Path.Combine(Repository.Root, sources, folder)));
    }

    /// <summary>A property may be called like a room (<c>feed.Schedule.SkipHours</c>, <c>Schedule.MinimumInterval</c>): Core cannot mean the room.</summary>
    private static string WithoutMembers(string text) => text.Contains("namespace FeedWatch.Core.", StringComparison.Ordinal) ? Regex.Replace(text, @"\bSchedule\.", "") : text;

    private static IEnumerable<(string Path, string Text)> Sources(string room) =>
        new[] { "src/FeedWatch.Core", "src/FeedWatch" }
            .Select(project => Path.Combine(Repository.Root, project, room))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)));

    /// <summary>A using line, or a room and a type in the middle of the code.</summary>
    [GeneratedRegex(@"^@?using (static )?FeedWatch\.(Core\.)?(?<room>\w+)|(?<![\w.<])(FeedWatch\.)?(Core\.)?(?<room>Fetching|Storage|Alerts|Pipeline|Schedule|Web|Cli)\.[A-Z]\w+[.(]", RegexOptions.Multiline)]
    private static partial Regex Mentions();
}
