using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FeedWatch.Tests.Servers;

/// <summary>A certificate authority that lives as long as the test.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly string _folder = Directory.CreateTempSubdirectory("feedwatch-ca-").FullName;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=FeedWatch test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        AuthorityFile = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
    }

    /// <summary>PEM file to trust.</summary>
    public string AuthorityFile { get; }

    /// <summary>A server certificate for these names, signed by the authority.</summary>
    public X509Certificate2 Issue(params string[] names) => Issue(names, TimeSpan.FromHours(-1), TimeSpan.FromDays(1));

    /// <summary>One whose day has passed.</summary>
    public X509Certificate2 IssueExpired(params string[] names) => Issue(names, TimeSpan.FromHours(-20), TimeSpan.FromHours(-1));

    /// <summary>One that carries so many bytes of nothing.</summary>
    public X509Certificate2 IssueHeavy(int bytes, params string[] names) => Issue(names, TimeSpan.FromHours(-1), TimeSpan.FromDays(1), bytes);

    private X509Certificate2 Issue(string[] names, TimeSpan from, TimeSpan until, int ballast = 0)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        if (ballast > 0)
        {
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.99999.1", new byte[ballast], critical: false));
        }

        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.Create(_authority, now + from, now + until, RandomNumberGenerator.GetBytes(8));
        using var complete = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Certificate and key as PEM files, for servers that are not ours.</summary>
    public (string Certificate, string Key) IssueFiles(params string[] names)
    {
        using var certificate = Issue(names);
        using var key = certificate.GetECDsaPrivateKey()!;
        var files = (Path.Combine(_folder, "server.pem"), Path.Combine(_folder, "server.key"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
