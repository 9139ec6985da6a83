using System.CommandLine;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;
using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary><c>mail test ADDRESS</c>: tries the mail settings step by step.</summary>
public static class MailVerb
{
    private static readonly Argument<string> Address = new("address") { Description = "Who gets the test mail" };

    public static Command Create() => new("mail", "Try the mail settings")
    {
        new Command("test", "Send a test mail and show each step: connect, TLS, login, sender, recipient, message") { Address }.DoesConfigured(TestAsync),
    };

    private static async Task<int> TestAsync(VerbContext context, Configuration configuration, ParseResult result, CancellationToken cancellation)
    {
        var smtp = configuration.Settings.Smtp;
        if (Mailbox.Parse(result.GetValue(Address)!) is not { } recipient)
        {
            context.Output.Error($"{result.GetValue(Address)} is not a mail address.");
            return ExitCodes.Usage;
        }

        if (smtp.Host is null)
        {
            context.Output.Error("No mail server is set (smtp.host): mails are written as files to the data folder.");
            return ExitCodes.Configuration;
        }

        var now = context.Time.GetUtcNow();
        var writer = new MailWriter(smtp);
        var mail = writer.Write(MailTest.Message(now), new MailIdentity(recipient, MessageId.For($"test/{now:O}/{recipient.Address}", writer.Host), now));
        var test = await MailTest.RunAsync(smtp, mail, context.Time, cancellation);
        Print(context, test);
        return test.Answer switch
        {
            MailAnswer.Accepted => ExitCodes.Ok,
            MailAnswer.Rejected or MailAnswer.Unavailable { Code: "auth" or "tls" or "protocol" } => ExitCodes.Findings,
            _ => ExitCodes.TryAgain,
        };
    }

    private static void Print(VerbContext context, MailTestResult test)
    {
        if (context.Json)
        {
            context.Output.Json(new
            {
                steps = test.Steps.Select(step => new { name = step.Name, ok = step.Succeeded, detail = step.Detail, seconds = step.Took.TotalSeconds }),
                accepted = test.Answer is MailAnswer.Accepted,
                advice = test.Advice,
            });
            return;
        }

        foreach (var step in test.Steps)
        {
            context.Output.Line($"{(step.Succeeded ? "ok    " : "FAILED")}  {step.Name,-9} {step.Detail}");
        }

        context.Output.Line(test.Advice ?? "The mail server took the mail.");
    }
}
