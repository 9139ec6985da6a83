using System.CommandLine;

namespace FeedWatch.Cli;

/// <summary>The verbs.</summary>
public static class CommandLine
{
    /// <summary>Runs what <paramref name="arguments"/> ask for; without a verb, the service.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("FeedWatch reads news feeds all day and tells people, by e-mail, when something they watch for is reported.")
        {
            Verb.Config, Verb.Data, Verb.Json,
            RunVerb.Create(), PollVerb.Create(), CheckVerb.Create(), ParseVerb.Create(), MatchVerb.Create(), ExplainVerb.Create(), DiffVerb.Create(), MissesVerb.Create(),
            HitsVerb.Create(), StoriesVerb.Create(), FeedsVerb.Create(), OutboxVerb.Create(), MailVerb.Create(),
            MigrateVerb.Create(), HealthcheckVerb.Create(), CopyVerb.Create(), SchemaVerb.Create(),
        };
        root.Does(RunVerb.RunAsync);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var output = new Output();
            foreach (var error in parsed.Errors)
            {
                output.Error(error.Message);
            }

            output.Error("feedwatch --help lists the verbs; feedwatch VERB --help their options.");
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
