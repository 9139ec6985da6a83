using System.CommandLine;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary>What the verbs over stored things share: the options, a database to read, and the table as JSON, CSV or text.</summary>
public static class StoredVerb
{
    public static readonly Option<string?> Since = new("--since") { Description = "Only what is not older, for example 24h or 30d" };
    public static readonly Option<string?> Topic = new("--topic") { Description = "Only this topic (its id)" };
    public static readonly Option<bool> Csv = new("--csv") { Description = "Print CSV" };

    /// <summary>A column of the table for people and of CSV.</summary>
    public sealed record Column<T>(string Name, Func<T, string?> Value);

    /// <summary>Runs <paramref name="action"/> with a database that is there and at the version this program knows.</summary>
    public static Command DoesStored(this Command command, Func<VerbContext, Database, ParseResult, CancellationToken, Task<int>> action) => command.DoesConfigured(
        async (context, configuration, result, cancellation) =>
        {
            using var database = Database.Open(configuration.Settings.Storage, context.DataFolder);
            if (!await new Migrator(database, context.Time).IsCurrentAsync(cancellation))
            {
                context.Output.Error($"{database.Description} is not there yet or not at this version. Poll once, or run feedwatch migrate.");
                return ExitCodes.DatabaseUnavailable;
            }

            return await action(context, database, result, cancellation);
        });

    /// <summary>The moment that <c>--since</c> means, the beginning of time without it, or null when it cannot be read.</summary>
    public static DateTimeOffset? SinceMoment(VerbContext context, ParseResult result)
    {
        if (result.GetValue(Since) is not { } text)
        {
            return DateTimeOffset.UnixEpoch;
        }

        if (Duration.TryParse(text, out var duration))
        {
            return context.Time.GetUtcNow() - duration;
        }

        context.Output.Error($"--since {text}: write a duration such as 90m, 24h or 30d.");
        return null;
    }

    public static void Print<T>(VerbContext context, bool csv, IEnumerable<T> rows, Func<T, object> json, params IReadOnlyList<Column<T>> columns)
    {
        if (context.Json)
        {
            foreach (var row in rows)
            {
                context.Output.Json(json(row));
            }
        }
        else if (csv)
        {
            context.Output.Raw(string.Join(',', columns.Select(column => column.Name)) + "\n");
            foreach (var row in rows)
            {
                context.Output.Raw(string.Join(',', columns.Select(column => CsvField.Of(column.Value(row)))) + "\n");
            }
        }
        else
        {
            PrintTable(context.Output, rows.ToList(), columns);
        }
    }

    private static void PrintTable<T>(Output output, List<T> rows, IReadOnlyList<Column<T>> columns)
    {
        if (rows.Count == 0)
        {
            output.Line("Nothing.");
            return;
        }

        foreach (var row in rows)
        {
            output.Line(string.Join("  ", columns.Select(column => column.Value(row)).Where(value => !string.IsNullOrEmpty(value))));
        }
    }
}
