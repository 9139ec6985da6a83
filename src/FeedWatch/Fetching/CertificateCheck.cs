using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FeedWatch.Fetching;

/// <summary>Says in our terms what is wrong with a server's certificate.</summary>
internal static class CertificateCheck
{
    /// <summary>The system's trust, without looking anything up: a certificate must not choose addresses for us to visit (AIA, CRL, OCSP).</summary>
    public static X509ChainPolicy ChainPolicy() => new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>; throws to hand the reason on.</summary>
    public static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        var host = (sender as SslStream)?.TargetHostName ?? "the server";
        var flaws = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? X509ChainStatusFlags.NoError;
        throw new FetchException(Judge(certificate, errors, flaws, host));
    }

    /// <summary>For the feeds that the user allowed it for, one by one; their handler is used by no other feed.</summary>
    public static bool AcceptAny(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;

    private static FetchResult.Failed Judge(X509Certificate? certificate, SslPolicyErrors errors, X509ChainStatusFlags flaws, string host)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return new(FetchCodes.TlsHandshake, $"{host} showed no certificate.");
        if (flaws.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return new(FetchCodes.TlsExpired, $"The certificate of {host}, or one that vouches for it, is not valid today.");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return new(FetchCodes.TlsWrongHost, $"The certificate shown by {host} is for another host.");
        return new(FetchCodes.TlsUntrusted, $"The certificate of {host} is not vouched for by an authority we know ({flaws}).");
    }
}
