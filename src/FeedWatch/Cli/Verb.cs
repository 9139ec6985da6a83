using System.CommandLine;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary>What every verb is handed: where the configuration and the data are, how to print, and the clock.</summary>
public sealed record VerbContext(string ConfigFolder, string DataFolder, bool Json, Output Output, TimeProvider Time)
{
    /// <summary>The configuration, or null after its errors have been printed.</summary>
    public Configuration? LoadConfiguration()
    {
        var load = ConfigurationLoader.Load(ConfigFolder, EnvironmentVariables.All(), Time.GetUtcNow());
        foreach (var problem in load.Problems.Where(problem => !problem.IsWarning || load.Configuration is null))
        {
            Output.Error(ProblemText.Of(problem));
        }

        return load.Configuration;
    }
}

/// <summary>The options that verbs share, and the one place where what goes wrong becomes a sentence and an exit code.</summary>
public static class Verb
{
    public static readonly Option<string> Config = new("--config") { Description = "Folder with the configuration", DefaultValueFactory = _ => "config", Recursive = true };
    public static readonly Option<string> Data = new("--data") { Description = "Folder for SQLite and for mails without a mail server", DefaultValueFactory = _ => "data", Recursive = true };
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON and nothing else on standard output", Recursive = true };

    /// <summary>Gives <paramref name="command"/> its action.</summary>
    public static Command Does(this Command command, Func<VerbContext, ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (result, cancellation) =>
        {
            var json = result.GetValue(Json);
            var output = new Output(json);
            var context = new VerbContext(result.GetValue(Config)!, result.GetValue(Data)!, json, output, TimeProvider.System);
            try
            {
                return await action(context, result, cancellation);
            }
            catch (DatabaseUnusableException fault)
            {
                output.Error(fault.Message);
                return ExitCodes.DatabaseUnavailable;
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault) || DatabaseFault.IsDamaged(fault))
            {
                output.Error(DatabaseFault.Sentence(fault));
                return ExitCodes.DatabaseUnavailable;
            }
            catch (OutputLostException fault)
            {
                output.Error(fault.Message);
                return ExitCodes.TryAgain;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                output.Error(fault.Message); // names the file that cannot be read or written
                return ExitCodes.Usage;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.TryAgain;
            }
        });
        return command;
    }

    /// <summary>Does the same, for verbs that need a valid configuration.</summary>
    public static Command DoesConfigured(this Command command, Func<VerbContext, Configuration, ParseResult, CancellationToken, Task<int>> action) =>
        command.Does((context, result, cancellation) => context.LoadConfiguration() is { } configuration
            ? action(context, configuration, result, cancellation)
            : Task.FromResult(ExitCodes.Configuration));
}
