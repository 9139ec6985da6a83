using System.CommandLine;
using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>mail test ADDRESS</c>: tries the mail settings step by step. <c>mail preview TOPIC</c>: what would a mail look like?</summary>
public static class MailVerb
{
    private static readonly Argument<string> Address = new("address") { Description = "Who gets the test mail" };

    public static Command Create() => new("mail", "Try the mail settings")
    {
        new Command("test", "Send a test mail and show each step: connect, TLS, login, sender, recipient, message") { Address }.DoesConfigured(TestAsync),
        Preview(),
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
        if (test.Answer is MailAnswer.Accepted)
        {
            await ForgetRefusedLoginAsync(context, configuration, cancellation);
        }

        return test.Answer switch
        {
            MailAnswer.Accepted => ExitCodes.Ok,
            MailAnswer.Rejected or MailAnswer.Unavailable { Code: "auth" or "tls" or "protocol" } => ExitCodes.Findings,
            _ => ExitCodes.TryAgain,
        };
    }

    /// <summary>A login that was refused is not tried again for a while; now that it works, the service need not wait when it is started.</summary>
    private static async Task ForgetRefusedLoginAsync(VerbContext context, Configuration configuration, CancellationToken cancellation)
    {
        try
        {
            using var database = Database.Open(configuration.Settings.Storage, context.DataFolder);
            if (await new Migrator(database, context.Time).IsCurrentAsync(cancellation))
            {
                await new OutboxStore(database).ForgetAsync(MailBreaker.RefusedLogin, cancellation);
            }
        }
        catch (Exception fault) when (DatabaseFault.IsAway(fault) || fault is DatabaseUnusableException)
        {
            // The mail settings were to be tried, not the database.
        }
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

    private static Command Preview()
    {
        var topic = new Argument<string>("topic") { Description = "Id of a topic with hits" };
        var format = new Option<string>("--format") { Description = "text, html or eml", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "html", "eml");
        return new Command("preview", "Show the mail for the topic's latest story") { topic, format }.DoesConfigured(async (context, configuration, result, cancellation) =>
        {
            using var database = Database.Open(configuration.Settings.Storage, context.DataFolder);
            if (!await new Migrator(database, context.Time).IsCurrentAsync(cancellation))
            {
                context.Output.Error($"{database.Description} is not there yet or not at this version. Poll once, or run feedwatch migrate.");
                return ExitCodes.DatabaseUnavailable;
            }

            var stories = await new StoredHits(database).StoriesAsync(DateTimeOffset.UnixEpoch, result.GetValue(topic), cancellation);
            if (stories.Count == 0)
            {
                context.Output.Error($"No story is stored for {result.GetValue(topic)}. feedwatch hits lists what is; feedwatch match tries a topic on a feed.");
                return ExitCodes.Findings;
            }

            var now = context.Time.GetUtcNow();
            var mail = MailPreview.Of(stories[^1], result.GetValue(topic)!, configuration, await new LinkSecret(database).ReadAsync(cancellation), now);
            var rendered = (await new MailRenderer().RenderAsync(mail))[0];
            var writer = new MailWriter(configuration.Settings.Smtp);
            context.Output.Raw(result.GetValue(format) switch
            {
                "html" => rendered.Html + "\n",
                "eml" => Encoding.UTF8.GetString(writer.Write(rendered, new MailIdentity(Mailbox.ParseAddress(MailPreview.Recipient)!, MessageId.For("preview", writer.Host), now)
                {
                    List = new MailingList(mail.WatchlistId, mail.WatchlistName, mail.Unsubscribe),
                }).Message.Span),
                _ => $"Subject: {rendered.Subject}\n\n{rendered.Text}\n",
            });
            return ExitCodes.Ok;
        });
    }
}
