using System.Diagnostics;

namespace FeedWatch.Tests.Servers;

/// <summary>Postfix with a configuration of its own, which delivers <c>desk@example.org</c> to a maildir and refuses everybody else.</summary>
internal static class Postfix
{
    private const string Main = """
        compatibility_level = 3.6
        queue_directory = FOLDER/queue
        data_directory = FOLDER/data
        mail_owner = postfix
        myhostname = mx.example.org
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        local_recipient_maps =
        virtual_mailbox_domains = example.org
        virtual_mailbox_maps = inline:{ {desk@example.org=desk/} }
        virtual_mailbox_base = FOLDER/mail
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        virtual_minimum_uid = 100
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_recipient_restrictions = reject_unlisted_recipient
        smtpd_forbid_bare_newline = yes
        smtpd_tls_cert_file = CERTIFICATE
        smtpd_tls_key_file = KEY
        smtpd_tls_security_level = encrypt
        message_size_limit = 300000
        maillog_file = FOLDER/log
        maillog_file_prefixes = /
        """;

    private const string Master = """
        127.0.0.1:PORT inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        proxymap unix - - n - - proxymap
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        """;

    /// <summary>Its master process has to start as root.</summary>
    public static bool IsInstalled => File.Exists("/usr/sbin/postfix") && Environment.UserName == "root";

    public static Task<RealServer> StartAsync(int port, (string Certificate, string Key) files)
    {
        var folder = Directory.CreateTempSubdirectory("feedwatch-postfix-");
        // Postfix and its mailbox user must be able to look inside.
        Run("chmod", "755", folder.FullName);
        foreach (var name in new[] { "config", "queue", "data", "mail" })
        {
            folder.CreateSubdirectory(name);
        }

        Run("chown", "postfix", Path.Combine(folder.FullName, "data"));
        Run("chown", "65534:65534", Path.Combine(folder.FullName, "mail"));
        File.WriteAllText(Path.Combine(folder.FullName, "config", "main.cf"), Main.Replace("FOLDER", folder.FullName)
            .Replace("CERTIFICATE", files.Certificate).Replace("KEY", files.Key) + "\n");
        File.WriteAllText(Path.Combine(folder.FullName, "config", "master.cf"), Master.Replace("PORT", $"{port}") + "\n");
        return RealServer.StartAsync(folder, port, "sh", "-c",
            "postfix -c \"$0\" start 2>/dev/null; cat >/dev/null; postfix -c \"$0\" stop 2>/dev/null; true", Path.Combine(folder.FullName, "config"));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
