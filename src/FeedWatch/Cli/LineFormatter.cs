using System.Globalization;
using FeedWatch.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FeedWatch.Cli;

/// <summary>One event, one line: what comes from feeds or servers cannot end the line or start another.</summary>
public sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Warning => "warn ",
            LogLevel.Error => "error",
            LogLevel.Critical => "fatal",
            LogLevel.Information => "info ",
            _ => "debug",
        };
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Category.StartsWith("Quartz", StringComparison.Ordinal))
        {
            text = text.AsSpan().EnumerateLines() is var lines && lines.MoveNext() ? lines.Current.ToString() : text; // it puts whole stack traces into its messages
        }

        var fault = logEntry.Exception is not { } exception ? string.Empty
            : DatabaseFault.IsAway(exception) ? " | " + DatabaseFault.Sentence(exception)
            : " | " + exception;
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var room = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        textWriter.WriteLine($"{time} {level} {room}[{logEntry.EventId.Id}] {OneLine(text + fault)}");
    }

    private static string OneLine(string text) => Output.Visible(text.ReplaceLineEndings(" ⏎ ").Replace('\t', ' '));
}
