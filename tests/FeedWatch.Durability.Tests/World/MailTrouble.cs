using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests.World;

/// <summary>A mail server of which one mail in ten meets trouble: lost at the end, kept without an answer, put off, cut off.</summary>
public static class MailTrouble
{
    public static void Begin(ScriptedSmtpServer server, Random random)
    {
        SmtpFault? Sometimes(SmtpFault fault)
        {
            lock (random) return random.Next(30) == 0 ? fault : null;
        }

        server.On(SmtpMoment.End, _ => Sometimes(SmtpFault.KeepAndDrop) ?? Sometimes(SmtpFault.Drop));
        server.On(SmtpMoment.Rcpt, _ => Sometimes(SmtpFault.Say("451 4.7.1 greylisted")));
        server.On(SmtpMoment.Mail, _ => Sometimes(SmtpFault.Drop));
    }

    public static void End(ScriptedSmtpServer server)
    {
        foreach (var moment in new[] { SmtpMoment.End, SmtpMoment.Rcpt, SmtpMoment.Mail })
        {
            server.On(moment, _ => null);
        }
    }
}
