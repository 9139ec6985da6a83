using System.CommandLine;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>migrate</c>: brings the database to this program's version, as a step of its own before an upgrade.</summary>
public static class MigrateVerb
{
    public static Command Create() => new Command("migrate", "Bring the database to this program's version").DoesConfigured(async (context, configuration, _, cancellation) =>
    {
        using var database = Database.Open(configuration.Settings.Storage, context.DataFolder);
        var applied = await new Migrator(database, context.Time).MigrateAsync(cancellation);
        if (context.Json)
        {
            context.Output.Json(new { database = database.Description, applied });
        }
        else
        {
            context.Output.Line(applied.Count == 0 ? $"{database.Description} is up to date." : $"{database.Description}: applied {string.Join(", ", applied)}.");
        }

        return ExitCodes.Ok;
    });
}
