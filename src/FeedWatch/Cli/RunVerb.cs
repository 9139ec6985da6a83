using System.CommandLine;
using System.Net.Sockets;
using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary><c>run</c>: the service, until it is stopped.</summary>
public static class RunVerb
{
    public static Command Create() => new Command("run", "Run the service: poll on schedule, mail, serve the page (the default)").Does(RunAsync);

    public static async Task<int> RunAsync(VerbContext context, ParseResult result, CancellationToken cancellation)
    {
        using var logs = LoggerFactory.Create(Logging.Configure);
        var (configurations, load) = ConfigurationStore.Open(context.ConfigFolder, EnvironmentVariables.All(), context.Time, logs.CreateLogger<ConfigurationStore>());
        foreach (var problem in load.Problems)
        {
            context.Output.Error(ProblemText.Of(problem));
        }

        if (configurations is null)
        {
            context.Output.Error("The configuration is wrong; nothing was started. Mend it and start again (feedwatch check tries it).");
            return ExitCodes.Configuration;
        }

        var configuration = configurations.Current;
        await using var service = new Service(configurations, context.DataFolder, context.Time);
        if (!await service.Engine.StartAsync(configuration, cancellation))
        {
            context.Output.Error($"Another FeedWatch runs with {service.Engine.Database.Description}. Stop it first, or let both use Postgres.");
            return ExitCodes.TryAgain;
        }

        try
        {
            if (!await service.StartAsync(cancellation))
            {
                return ExitCodes.Ok;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            context.Output.Error($"The page cannot listen on {configuration.Settings.Web.Listen}: {fault.Message.TrimEnd('.')}. Stop what listens there, or set web.listen to another address.");
            return ExitCodes.TryAgain;
        }

        try
        {
            Welcome(context.Output, configuration, service.Engine);
        }
        catch (OutputLostException fault)
        {
            context.Output.Error($"{fault.Message} The service runs all the same."); // nobody reads it there; feeds and mails don't depend on it
        }

        await service.RunAsync(cancellation);
        return ExitCodes.Ok;
    }

    private static void Welcome(Output output, Configuration configuration, Engine engine)
    {
        output.Line($"FeedWatch watches {configuration.Feeds.Count} feeds for {configuration.Topics.Count} topics.");
        output.Line($"  hits   {engine.Database.Description}   (feedwatch hits)");
        output.Line(configuration.Settings.Smtp.Host is { } host
            ? $"  mails  by way of {host}"
            : $"  mails  {Path.Combine(engine.DataFolder, "mail")}   (.eml files, as no mail server is set)");
        output.Line($"  page   {configuration.Settings.Web.Listen}");
        output.Line("Stop with Ctrl-C.");
    }
}
