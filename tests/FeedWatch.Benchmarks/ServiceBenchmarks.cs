using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FeedWatch.Core.Topics;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>The program as it is used, a process of its own on Postgres: its memory with many feeds and topics, and the time from print to mail.</summary>
public static partial class ServiceBenchmarks
{
    private const int ManyFeeds = 10_000;
    private const int Topics = 10_000;
    private const int Feeds = 500;
    private const int Prints = 300;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <param name="program">Another build than the one beside the benchmarks: what the image holds is compiled ahead, which takes less memory.</param>
    public static async IAsyncEnumerable<BenchmarkRow> RunAsync(string? program)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "feedwatch.dll");
        var samples = new TopicSamples(seed: 29, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, Topics);
        yield return await MemoryAsync(program, samples, topics);
        await foreach (var row in PrintToMailAsync(program, samples, topics))
        {
            yield return row;
        }
    }

    /// <summary>Every feed is read once, all items new, and then asked twice more.</summary>
    private static async Task<BenchmarkRow> MemoryAsync(string file, TopicSamples samples, TopicDefinition[] topics)
    {
        await using var publisher = new LoopbackPublisher(samples, ManyFeeds, distinct: 200);
        await publisher.StartAsync();
        await using var database = await TestDatabase.CreateAsync(TestDatabases.Postgres);
        using var program = Start(file, RoundLoad.WriteConfiguration(database, publisher.Urls, topics, new { web = new { listen = "http://127.0.0.1:0" } }), database.Folder);
        try
        {
            var (news, highest) = (0L, 0L);
            for (var watch = Stopwatch.StartNew(); publisher.Requests < 3 * ManyFeeds; await Task.Delay(100))
            {
                if (watch.Elapsed > Patience || program.HasExited)
                {
                    throw new InvalidOperationException($"The program asked {publisher.Requests} times in {watch.Elapsed}.");
                }

                program.Refresh();
                highest = Math.Max(highest, program.WorkingSet64);
                news = publisher.Requests < ManyFeeds ? highest : news;
            }

            program.Refresh();
            return Limit(
                $"memory with {ManyFeeds:n0} feeds and {Topics:n0} topics", 256, 150, program.WorkingSet64 / 1024.0 / 1024, "MiB",
                $"at most {highest >> 20} MiB, while all feeds were new {news >> 20} MiB");
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
        }
    }

    /// <summary>Feeds that are asked every ten seconds print one item after the other; each is one story and one mail.</summary>
    private static async IAsyncEnumerable<BenchmarkRow> PrintToMailAsync(string file, TopicSamples samples, TopicDefinition[] topics)
    {
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        await using var smtp = ScriptedSmtpServer.Start();
        await using var database = await TestDatabase.CreateAsync(TestDatabases.Postgres);
        TopicDefinition[] watched = [.. topics, new TopicDefinition { Id = "printed", Name = "printed", Any = ["title:printed*"] }];
        var settings = new { web = new { listen = "http://127.0.0.1:0" }, smtp = new { host = "127.0.0.1", port = smtp.Port, security = "none", from = "feedwatch@example.org" } };
        using var program = Start(file, RoundLoad.WriteConfiguration(database, publisher.Urls, watched, settings, every: "10s"), database.Folder);
        try
        {
            var watch = Stopwatch.StartNew();
            while (publisher.Requests < 2 * Feeds)
            {
                await WaitAsync(watch, program);
            }

            var printed = new Dictionary<string, TimeSpan>();
            var arrived = new Dictionary<string, TimeSpan>();
            var read = 0;
            while (arrived.Count < Prints)
            {
                if (printed.Count < Prints)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"printed{printed.Count}x");
                    publisher.Print(printed.Count * 7 % Feeds, name, samples.Text(60), samples.Text(700)); // a text of its own: what is printed twice is one story
                    printed[name] = watch.Elapsed;
                }

                await WaitAsync(watch, program);
                var mails = smtp.Accepted;
                foreach (var name in mails.Skip(read).SelectMany(mail => Printed().Matches(mail.Text)).Select(match => match.Value))
                {
                    arrived.TryAdd(name, watch.Elapsed);
                }

                read = mails.Count;
            }

            var seconds = arrived.Select(pair => (pair.Value - printed[pair.Key]).TotalSeconds).Order().ToList();
            var most = Interval.TotalSeconds + 2;
            yield return Limit("from print to mail, 99 of 100, asked every 10 s", most, most, seconds[(int)(seconds.Count * 0.99)], "s", $"{Feeds} feeds, {Topics:n0} topics, {seconds.Count} mails, slowest {seconds[^1]:0.0} s");
            yield return Limit("from print to mail, half, asked every 10 s", most / 2, most / 2, seconds[seconds.Count / 2], "s", "the interval alone makes 5 s");
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
        }
    }

    private static async Task WaitAsync(Stopwatch watch, Process program)
    {
        await Task.Delay(100);
        if (watch.Elapsed > Patience || program.HasExited)
        {
            throw new InvalidOperationException($"The program did not do its work in {watch.Elapsed}.");
        }
    }

    private static Process Start(string file, string configuration, string data)
    {
        var program = Process.Start(new ProcessStartInfo("dotnet", [file, "run", "--config", configuration, "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }

    private static BenchmarkRow Limit(string name, double hold, double aim, double measured, string unit, string detail) =>
        new(name, hold / measured, 1, hold / aim, string.Create(CultureInfo.InvariantCulture, $"{measured:0.#} {unit}, at most {hold} {unit}; {detail}"));

    [GeneratedRegex("printed[0-9]+x")]
    private static partial Regex Printed();
}
