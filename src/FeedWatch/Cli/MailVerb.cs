using System.CommandLine;
using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>mail test ADDRESS</c>: does mail work, and if not, where does it end? <c>mail preview TOPIC</c>: what would a mail look like?</summary>
public static class MailVerb
{
    public static Command Create() => new("mail", "Try the mail settings, see a mail") { Test(), Preview() };

    private static Command Test()
    {
        var address = new Argument<string>("address") { Description = "Who is to get the test mail" };
        return new Command("test", "Send a test mail step by step and say where it fails and why") { address }.DoesConfigured(async (context, configuration, result, cancellation) =>
        {
            var smtp = configuration.Settings.Smtp;
            if (Mailbox.ParseAddress(result.GetValue(address)!) is not { } recipient)
            {
                context.Output.Error($"{result.GetValue(address)} is not a mail address.");
                return ExitCodes.Usage;
            }

            var now = context.Time.GetUtcNow();
            var writer = new MailWriter(smtp);
            var mail = writer.Write(MailTest.Message(now), new MailIdentity(recipient, MessageId.For($"test/{now:O}/{recipient.Address}", writer.Host), now));
            if (smtp.Host is null)
            {
                await using var files = new EmlTransport(Path.Combine(Path.GetFullPath(context.DataFolder), "mail"));
                await files.SendAsync(mail, cancellation);
                context.Output.Line($"No mail server is set (smtp.host): the test mail is a file in {Path.Combine(Path.GetFullPath(context.DataFolder), "mail")}.");
                return ExitCodes.Ok;
            }

            var test = await MailTest.RunAsync(smtp, mail, context.Time, cancellation);
            if (context.Json)
            {
                context.Output.Json(new { accepted = test.Answer is MailAnswer.Accepted, steps = test.Steps, advice = test.Advice });
            }
            else
            {
                foreach (var step in test.Steps)
                {
                    context.Output.Line($"{step}");
                }

                context.Output.Line(test.Answer is MailAnswer.Accepted ? $"The server has taken the mail for {recipient.Address}." : $"It failed. {test.Advice}");
            }

            return test.Answer is MailAnswer.Accepted ? ExitCodes.Ok : ExitCodes.Findings;
        });
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
            var mail = MailPreview.Of(stories[^1], result.GetValue(topic)!, configuration.Settings, now);
            var rendered = (await new MailRenderer().RenderAsync(mail))[0];
            var writer = new MailWriter(configuration.Settings.Smtp);
            context.Output.Raw(result.GetValue(format) switch
            {
                "html" => rendered.Html + "\n",
                "eml" => Encoding.UTF8.GetString(writer.Write(rendered, new MailIdentity(Mailbox.ParseAddress(MailPreview.Recipient)!, MessageId.For("preview", writer.Host), now)).Message.Span),
                _ => $"Subject: {rendered.Subject}\n\n{rendered.Text}\n",
            });
            return ExitCodes.Ok;
        });
    }
}
