using System.CommandLine;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;

namespace FeedWatch.Cli;

/// <summary><c>healthcheck</c>: asks the running service, for container engines without a shell.</summary>
public static class HealthcheckVerb
{
    private const string ListenVariable = "FEEDWATCH__Web__Listen";

    public static Command Create()
    {
        var live = new Option<bool>("--live") { Description = "Ask only whether the process works (/livez) instead of whether it is ready (/readyz)" };
        return new Command("healthcheck", "Ask the running service whether it is well") { live }.Does(async (context, result, cancellation) =>
        {
            var listen = Listen(context);
            if (WebAddress.CheckListen(listen) is { } fault)
            {
                context.Output.Error($"{ListenVariable}: {fault.Message} {fault.Remedy}");
                return ExitCodes.Configuration;
            }

            var (ok, text) = await Fetching.HealthProbe.AskAsync(new Uri(Address(listen), result.GetValue(live) ? "/livez" : "/readyz"), cancellation);
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

    /// <summary>
    /// Where the service listens. The image says it by the variable, so that a check, made every few seconds, need not read all
    /// topics. Files gone bad don't make the service unwell: it goes on with the last good ones, at the same address.
    /// </summary>
    private static string Listen(VerbContext context)
    {
        var environment = EnvironmentVariables.All();
        return environment.TryGetValue(ListenVariable, out var listen) && listen.Length > 0
            ? listen
            : ConfigurationLoader.Load(context.ConfigFolder, environment, context.Time.GetUtcNow()).Configuration?.Settings.Web.Listen ?? new WebSettings().Listen;
    }

    /// <summary>The first address of <paramref name="listen"/>, with "all networks" read as this machine.</summary>
    internal static Uri Address(string listen)
    {
        var first = listen.Split(';')[0];
        foreach (var any in new[] { "://*", "://+", "://0.0.0.0", "://[::]" })
        {
            first = first.Replace(any, "://localhost", StringComparison.Ordinal);
        }

        return new Uri(first);
    }
}
