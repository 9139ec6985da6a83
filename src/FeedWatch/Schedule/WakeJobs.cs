using FeedWatch.Settings;
using Npgsql;
using Quartz;

namespace FeedWatch.Schedule;

/// <summary>
/// The Quartz jobs. Each only wakes a loop: what is due is decided by the database, so a tick that fires twice, late or on
/// another replica does no harm.
/// </summary>
public static class WakeJobs
{
    [DisallowConcurrentExecution]
    public sealed class Poll(PollLoop loop) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            loop.Wake();
            return ValueTask.CompletedTask;
        }
    }

    [DisallowConcurrentExecution]
    public sealed class Send(NotifyLoop loop) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            loop.Wake();
            return ValueTask.CompletedTask;
        }
    }

    [DisallowConcurrentExecution]
    public sealed class Tidy(TidyLoop loop) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            loop.Wake();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>In memory beside SQLite; in Postgres, clustered, when that is the database.</summary>
    public static void Add(IServiceCollection services, Configuration configuration)
    {
        services.AddQuartz(quartz =>
        {
            if (configuration.Settings.Storage.Postgres is { } postgres)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.ConfigureStore(options =>
                    {
                        options.TablePrefix = $"{Storage.Database.Schema}.qrtz_";
                        options.UseBackgroundThreads = true; // they must not outlive the program
                    });
                    store.UsePostgres(NpgsqlFactory.Instance, Storage.Database.Completed(postgres));
                    store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(10));
                    store.ProvisionSchema();
                });
            }

            quartz.ScheduleJob<Poll>(trigger => trigger.WithIdentity("poll").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromSeconds(15)).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)));
            quartz.ScheduleJob<Send>(trigger => trigger.WithIdentity("send").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromSeconds(15)).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)));
            quartz.ScheduleJob<Tidy>(trigger => trigger.WithIdentity("tidy").WithCronSchedule("0 17 * * * ?", cron => cron.WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
            foreach (var (cron, zone) in Digests(configuration))
            {
                quartz.ScheduleJob<Send>(trigger => trigger.WithIdentity($"digest {zone.Id} {cron}").WithCronSchedule(cron, schedule => schedule.InTimeZone(zone)));
            }
        });
        services.Configure<QuartzHostedServiceOptions>(options => options.WaitForJobsToComplete = false);
        services.AddSingleton<QuartzHostedService>();
        services.AddHostedService<PatientQuartz>();
    }

    /// <summary>Every hour at which a digest is due.</summary>
    private static IEnumerable<(string Cron, TimeZoneInfo Zone)> Digests(Configuration configuration) => configuration.Topics
        .Where(pair => pair.Topic.Deliver is { Mode: DeliveryMode.Digest, At: not null })
        .Select(pair => (pair.Topic.Deliver.At!, pair.Watchlist.TimeZone)).Distinct();
}
