using Microsoft.Extensions.Logging.Console;

namespace FeedWatch.Cli;

/// <summary>How the program speaks of itself: one event a line, with the event's level, on standard error.</summary>
public static class Logging
{
    /// <summary>Verbs say what matters on their own; the log adds warnings.</summary>
    public static ILoggerFactory ForVerbs() => LoggerFactory.Create(logging => Configure(logging.SetMinimumLevel(LogLevel.Warning)));

    /// <summary>The service: text for people, or JSON with <c>FEEDWATCH_LOG=json</c>.</summary>
    public static void Configure(ILoggingBuilder logging)
    {
        if (Environment.GetEnvironmentVariable("FEEDWATCH_LOG") == "json")
        {
            logging.AddJsonConsole(options => (options.UseUtcTimestamp, options.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
        else
        {
            logging.AddConsole(options => options.FormatterName = LineFormatter.FormatterName).AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        }

        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
