using System.CommandLine;

namespace FeedWatch.Cli;

/// <summary><c>healthcheck</c>: asks the running service, for container engines without a shell.</summary>
public static class HealthcheckVerb
{
    public static Command Create()
    {
        var live = new Option<bool>("--live") { Description = "Ask only whether the process works (/livez) instead of whether it is ready (/readyz)" };
        return new Command("healthcheck", "Ask the running service whether it is well") { live }.DoesConfigured(async (context, configuration, result, cancellation) =>
        {
            var address = new Uri(new Uri(configuration.Settings.Web.Listen.Replace("*", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal)), result.GetValue(live) ? "/livez" : "/readyz");
            var (ok, text) = await Fetching.HealthProbe.AskAsync(address, cancellation);
            if (context.Json)
            {
                context.Output.Json(new { healthy = ok, text });
            }
            else
            {
                context.Output.Line(text);
            }

            return ok ? ExitCodes.Ok : ExitCodes.Findings;
        });
    }
}
