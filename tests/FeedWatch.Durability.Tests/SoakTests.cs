using System.Globalization;
using FeedWatch.Durability.Tests.World;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>
/// Everything at once and at random: three replicas on one Postgres that is stopped without goodbye, behind a network that cuts and loses answers,
/// beside a mail server that misbehaves, and somebody who kills and freezes. Then quiet, and the oracle counts.
/// </summary>
/// <remarks>
/// Twenty seconds of chaos as a rule. <c>FEEDWATCH_SOAK_MINUTES=60 dotnet test tests/FeedWatch.Durability.Tests --filter Soak</c> takes longer;
/// <c>FEEDWATCH_SOAK_SEED</c> repeats a run's choices. Time passes for leases and retries as <see cref="Site.LetLeasesEndAsync"/> says; with ten
/// minutes and more, every second kill leaves its leases to end by themselves.
/// </remarks>
public sealed class SoakTests(ITestOutputHelper output)
{
    private static double Minutes => double.TryParse(Environment.GetEnvironmentVariable("FEEDWATCH_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 1.0 / 3;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("FEEDWATCH_SOAK_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount & 0xFFFF;

    [Fact]
    public async Task The_owner_of_a_file_keeps_the_promise_however_often_it_is_killed()
    {
        var seed = Seed;
        output.WriteLine($"seed {seed}");
        await using var soak = await FileSoak.StartAsync(seed, TimeSpan.FromMinutes(Minutes));
        await soak.WreakHavocAsync(TestContext.Current.CancellationToken);
        await soak.SettleAsync(TestContext.Current.CancellationToken);
        var verdict = await soak.Site.JudgeAsync();
        foreach (var line in soak.Figures(verdict))
        {
            output.WriteLine(line);
            TestContext.Current.SendDiagnosticMessage(line);
        }

        Assert.True(verdict.Faults.Count == 0, string.Join('\n', verdict.Faults.Prepend($"seed {seed}")));
        await soak.StopAsync();
        await soak.Site.AssertPromiseAsync();
    }

    [Fact]
    public async Task Three_replicas_keep_the_promise_whatever_breaks()
    {
        var seed = Seed;
        output.WriteLine($"seed {seed}");
        await using var postgres = await PostgresServer.OwnAsync();
        await using var soak = await Soak.StartAsync(postgres, seed, TimeSpan.FromMinutes(Minutes));
        await soak.WreakHavocAsync(TestContext.Current.CancellationToken);
        await soak.SettleAsync(TestContext.Current.CancellationToken);
        var verdict = await soak.Site.JudgeAsync();
        foreach (var line in soak.Figures(verdict))
        {
            output.WriteLine(line);
            TestContext.Current.SendDiagnosticMessage(line);
        }

        Assert.True(verdict.Faults.Count == 0, string.Join('\n', verdict.Faults.Prepend($"seed {seed}")));
        Assert.Empty(soak.Vitals.Faults());
        await soak.StopAsync();
        await soak.Site.AssertPromiseAsync();
    }
}
