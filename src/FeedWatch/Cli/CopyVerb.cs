using System.CommandLine;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>copy --from … --to …</c>: moves to another database, from SQLite to Postgres or back.</summary>
public static class CopyVerb
{
    private const string SqlitePrefix = "sqlite:";

    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "sqlite:FILE, or a Postgres connection string", Required = true };
        var to = new Option<string>("--to") { Description = "The same; an empty database, or what an interrupted copy left", Required = true };
        return new Command("copy", "Copy everything to another database; stop FeedWatch first") { from, to }.Does(
            (context, result, cancellation) => RunAsync(context, result.GetValue(from)!, result.GetValue(to)!, cancellation));
    }

    private static async Task<int> RunAsync(VerbContext context, string from, string to, CancellationToken cancellation)
    {
        using var source = Open(context.Output, "--from", from);
        using var target = Open(context.Output, "--to", to);
        if (source is null || target is null)
        {
            return ExitCodes.Usage;
        }

        if (source.File is { } file && !File.Exists(file))
        {
            context.Output.Error($"There is no file {file}.");
            return ExitCodes.Usage;
        }

        if (source.Description == target.Description)
        {
            context.Output.Error("--from and --to name the same database.");
            return ExitCodes.Usage;
        }

        // A SQLite file has one owner; while it is us, no FeedWatch polls with it.
        using var owned = Own(source);
        using var owner = source.Folder == target.Folder ? null : Own(target);
        if ((source.Folder is not null && owned is null) || (target.Folder is not null && target.Folder != source.Folder && owner is null))
        {
            context.Output.Error("A FeedWatch runs with the SQLite file. Stop it first.");
            return ExitCodes.TryAgain;
        }

        var progress = new Progress<CopyProgress>(step => context.Output.Progress($"{step.Table}: {step.Done} of {step.Total}"));
        IReadOnlyDictionary<string, long> rows;
        try
        {
            rows = await new DatabaseCopy(source, target, context.Time).RunAsync(progress, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            context.Output.EndProgress();
            context.Output.Error("Interrupted. The same command goes on where this one was.");
            return ExitCodes.TryAgain;
        }

        context.Output.EndProgress();
        if (context.Json)
        {
            context.Output.Json(new { from = source.Description, to = target.Description, rows });
        }
        else
        {
            context.Output.Line($"{source.Description} is now in {target.Description}: {string.Join(", ", rows.Select(table => $"{table.Value} {table.Key}"))}.");
            context.Output.Line("Let storage.postgres name the one to use, and start FeedWatch.");
        }

        return ExitCodes.Ok;
    }

    private static DataFolderLock? Own(Database database) => database.Folder is { } folder ? DataFolderLock.TryTake(folder) : null;

    private static Database? Open(Output output, string option, string text)
    {
        if (text.StartsWith(SqlitePrefix, StringComparison.Ordinal) && text.Length > SqlitePrefix.Length)
        {
            return Database.OpenSqlite(Path.GetFullPath(text[SqlitePrefix.Length..]));
        }

        if (ConnectionString.Check(text) is { } fault)
        {
            output.Error($"{option}: {fault.Message} {fault.Remedy} A SQLite file is sqlite:FILE.");
            return null;
        }

        return Database.OpenPostgres(text);
    }
}
