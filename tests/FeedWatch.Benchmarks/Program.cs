using System.Globalization;
using System.Text.Json;
using FeedWatch.Benchmarks;

// dotnet run -c Release --project tests/FeedWatch.Benchmarks -- [feeds|topics|stories|fetching|settings|store|round|service|fair|flat|replicas|day|pages …] [--seconds 2] [--program feedwatch.dll] [--json FILE] [--against FILE]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var seconds = TimeSpan.FromSeconds(double.Parse(Option("--seconds") ?? "2", CultureInfo.InvariantCulture));
var suites = new (string Name, Func<IEnumerable<BenchmarkRow>> Run)[]
{
    ("feeds", () => FeedBenchmarks.Run(seconds)),
    ("topics", () => TopicBenchmarks.Run(seconds)),
    ("stories", () => StoryBenchmarks.Run(seconds)),
    ("fetching", () => FetchingBenchmarks.Run(seconds)),
    ("settings", SettingsBenchmarks.Run),
    ("store", () => StoreBenchmarks.RunAsync().ToBlockingEnumerable()),
    ("round", () => RoundBenchmarks.RunAsync().ToBlockingEnumerable()),
    ("service", () => ServiceBenchmarks.RunAsync(Option("--program")).ToBlockingEnumerable()),
    ("fair", () => FairBenchmarks.RunAsync().ToBlockingEnumerable()),
    ("flat", () => FlatBenchmarks.RunAsync().ToBlockingEnumerable()),
    ("replicas", () => ReplicaBenchmarks.RunAsync().ToBlockingEnumerable()),
    ("day", () => DayBenchmarks.RunAsync().ToBlockingEnumerable()),
    ("pages", () => PageBenchmarks.RunAsync().ToBlockingEnumerable()),
};
var wanted = args.Where(argument => suites.Any(suite => suite.Name == argument)).ToList();
var rows = new List<BenchmarkRow>();
var earlier = Option("--against") is { } other
    ? JsonSerializer.Deserialize<List<BenchmarkRow>>(File.ReadAllText(other))!.ToDictionary(row => row.Name, row => row.Ratio)
    : [];
Console.WriteLine($"{"what",-60} {"ratio",7} {"hold",6} {"aim",6}");
foreach (var suite in suites.Where(suite => wanted.Count == 0 || wanted.Contains(suite.Name)))
{
    foreach (var row in suite.Run())
    {
        rows.Add(row);
        Console.WriteLine($"{row.Name,-60} {row.Ratio,7:0.00} {row.Hold,6:0.##} {row.Aim,6:0.##}  {(earlier.TryGetValue(row.Name, out var before) ? $"{row.Ratio / before,5:0.00}x  " : "")}{(row.Ratio >= row.Hold ? "" : "BELOW  ")}{row.Detail}");
    }
}

if (Option("--json") is { } file)
{
    File.WriteAllText(file, JsonSerializer.Serialize(rows, new JsonSerializerOptions { WriteIndented = true }));
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
