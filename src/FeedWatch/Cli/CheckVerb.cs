using System.CommandLine;
using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary><c>check</c>: validates everything, runs the topic tests, prints the effective configuration with secrets hidden.</summary>
public static class CheckVerb
{
    public static Command Create() => new Command("check", "Validate the configuration, run the topic tests, print what is in effect").Does((context, _, _) =>
    {
        var load = ConfigurationLoader.Load(context.ConfigFolder, EnvironmentVariables.All(), context.Time.GetUtcNow());
        foreach (var problem in load.Problems)
        {
            context.Output.Error(ProblemText.Of(problem));
        }

        if (load.Configuration is not { } configuration)
        {
            var errors = load.Problems.Count(problem => !problem.IsWarning);
            context.Output.Error($"{errors} error{(errors == 1 ? string.Empty : "s")}. Nothing starts until they are mended.");
            return Task.FromResult(ExitCodes.Configuration);
        }

        if (context.Json)
        {
            context.Output.Raw(EffectiveConfiguration.ToJson(configuration).ReplaceLineEndings(" ") + "\n");
            return Task.FromResult(ExitCodes.Ok);
        }

        context.Output.Line(EffectiveConfiguration.ToJson(configuration));
        context.Output.Error($"{configuration.Feeds.Count} feeds, {configuration.Watchlists.Count} watchlists, {configuration.Topics.Count} topics: good. Revision {configuration.Revision}.");
        return Task.FromResult(ExitCodes.Ok);
    });
}
