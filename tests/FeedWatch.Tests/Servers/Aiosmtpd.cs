using System.Diagnostics;
using FeedWatch.Settings;

namespace FeedWatch.Tests.Servers;

/// <summary>Python's aiosmtpd, which asks for TLS and a login, and writes each mail to a file.</summary>
internal static class Aiosmtpd
{
    public const string User = "feedwatch";
    public const string Password = "pässword with spaces";

    private const string Program = """
        import asyncio, json, os, ssl, sys, threading
        from aiosmtpd.smtp import SMTP, AuthResult

        folder, port, mode, certificate, key = sys.argv[1:6]

        class Handler:
            count = 0
            async def handle_DATA(self, server, session, envelope):
                Handler.count += 1
                name = os.path.join(folder, "%03d" % Handler.count)
                with open(name + ".eml", "wb") as mail:
                    mail.write(envelope.original_content)
                with open(name + ".json", "w") as about:
                    json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos, "utf8": bool(envelope.smtp_utf8),
                               "tls": session.ssl is not None or mode == "tls", "user": session.auth_data}, about)
                return "250 kept"

        def authenticate(server, session, envelope, mechanism, data):
            right = data.login == b"feedwatch" and data.password == "p\u00e4ssword with spaces".encode()
            return AuthResult(success=right, handled=False, auth_data=mechanism if right else None)

        async def main():
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate, key)
            make = lambda: SMTP(Handler(), hostname="localhost", enable_SMTPUTF8=True, data_size_limit=300000,
                                tls_context=context if mode == "starttls" else None, require_starttls=mode == "starttls",
                                authenticator=authenticate, auth_required=True, auth_require_tls=mode == "starttls",
                                auth_exclude_mechanism=["PLAIN"] if os.environ.get("ONLY") == "LOGIN" else None)
            server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", int(port), ssl=context if mode == "tls" else None)
            threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
            await server.serve_forever()

        asyncio.run(main())
        """;

    public static bool IsInstalled
    {
        get
        {
            if (!File.Exists("/usr/bin/python3"))
            {
                return false;
            }

            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    public static Task<RealServer> StartAsync(int port, SmtpSecurity security, (string Certificate, string Key) files, bool onlyLogin)
    {
        var folder = Directory.CreateTempSubdirectory("feedwatch-aiosmtpd-");
        var script = Path.Combine(folder.FullName, "server.py");
        File.WriteAllText(script, Program);
        var mode = security == SmtpSecurity.Tls ? "tls" : "starttls";
        return RealServer.StartAsync(folder, port, "/usr/bin/env",
            $"ONLY={(onlyLogin ? "LOGIN" : "")}", "/usr/bin/python3", script, folder.FullName, $"{port}", mode, files.Certificate, files.Key);
    }
}
