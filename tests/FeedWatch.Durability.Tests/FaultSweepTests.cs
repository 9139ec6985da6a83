using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Durability.Tests.World;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>The n-th thing fails, for n = 1 until a run in which nothing failed; each time a second run without faults must make good for it.</summary>
public sealed class FaultSweepTests(ITestOutputHelper output)
{
    private static int Stride => LongForm.IsAsked ? 1 : 5;

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_nth_line_to_the_mail_server_breaks_the_link(string kind)
    {
        await SweepAsync(kind, stride: 3, (site, n) =>
        {
            var lines = 0;
            SmtpFault? Fault(SmtpFault fault) => Interlocked.Increment(ref lines) == n ? fault : null;
            foreach (var moment in Enum.GetValues<SmtpMoment>())
            {
                site.Mail.On(moment, _ => Fault(moment == SmtpMoment.End && n / 6 % 2 == 0 ? SmtpFault.KeepAndDrop : SmtpFault.Drop));
            }

            return () =>
            {
                foreach (var moment in Enum.GetValues<SmtpMoment>())
                {
                    site.Mail.On(moment, _ => null);
                }

                return lines >= n;
            };
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_nth_message_to_Postgres_is_lost_with_its_link(bool isCarriedOut)
    {
        await SweepAsync(TestDatabases.Postgres, Stride * 15, (site, n) =>
        {
            var proxy = new ChaosProxy(site.ConnectionString!) { ResetAtMessage = n, CarriesOut = isCarriedOut };
            site.UsePostgres(proxy.ConnectionString);
            return () =>
            {
                site.UsePostgres(site.ConnectionString!);
                _ = proxy.DisposeAsync().AsTask();
                return proxy.Messages >= n;
            };
        });
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_document_ends_at_its_nth_byte(string kind)
    {
        await using var site = await Site.CreateAsync(kind, feeds: 1);
        site.Feeds.Publish("feed-0", "marble");
        await using var program = await WarmProgram.StartAsync(site);
        for (var n = 0; ; n += Stride * 4)
        {
            site.Feeds.CutAt = n;
            await program.TryRoundAsync();
            if (!site.Feeds.WasCut)
            {
                output.WriteLine($"cut at every place of {n}");
                break;
            }

            Assert.Equal(0, await site.CountAsync("select count(*) from item"));
        }

        await site.AssertPromiseAsync();
    }

    /// <param name="arrange">Sets the n-th fault; what it returns ends the trouble and tells whether the fault was reached.</param>
    private async Task SweepAsync(string kind, int stride, Func<Site, int, Func<bool>> arrange)
    {
        var repeated = 0;
        for (var n = 1; ; n += stride)
        {
            await using var site = await Site.CreateAsync(kind, seed: n, feeds: 2);
            site.Feeds.PublishSome();
            var end = arrange(site, n);
            await using (var troubled = await WarmProgram.TryStartAsync(site))
            {
                await (troubled?.TryRoundAsync() ?? Task.CompletedTask);
            }

            var wasReached = end();
            await site.LetLeasesEndAsync();
            await using (var sound = await WarmProgram.StartAsync(site))
            {
                await site.LetRetriesComeAsync();
                await sound.RoundAsync();
            }

            repeated += (await site.AssertPromiseAsync()).Repeated;
            if (!wasReached)
            {
                output.WriteLine($"{kind}: {n - 1} faults swept in steps of {stride}, {repeated} mails repeated in doubt");
                return;
            }
        }
    }
}
