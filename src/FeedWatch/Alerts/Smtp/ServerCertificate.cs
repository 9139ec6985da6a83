using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FeedWatch.Alerts.Smtp;

/// <summary>Trust in the mail server: the system's authorities, and one more when the settings name it.</summary>
internal static class ServerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>TLS options that verify chain and host name.</summary>
    /// <param name="host">The name from the settings, which the certificate must carry.</param>
    /// <param name="authorityFile">PEM file with further authorities, or null.</param>
    public static SslClientAuthenticationOptions Verify(string host, string? authorityFile)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (authorityFile is null)
        {
            return options;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(authorityFile);
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => errors switch
        {
            SslPolicyErrors.None => true,
            // Only an unknown authority may be mended by a further one, a wrong host name never.
            SslPolicyErrors.RemoteCertificateChainErrors => IsSignedBy(authorities, certificate, chain),
            _ => false,
        };
        return options;
    }

    private static bool IsSignedBy(X509Certificate2Collection authorities, X509Certificate? certificate, X509Chain? sent)
    {
        if (certificate is null)
        {
            return false;
        }

        using var server = new X509Certificate2(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(server);
    }
}
