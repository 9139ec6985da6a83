namespace FeedWatch.Tests.Settings.Binding;

public class FeedWatchBinderTests
{
    [Theory]
    [InlineData("""{ "smtp": { "user": "a" } }""", "$.smtp.user")]
    [InlineData("""{ "smtp": { "password": "a" } }""", "$.smtp.password")]
    [InlineData("""{ "smtp": { "user": "a", "password": "b", "security": "none" } }""", "$.smtp.security")]
    [InlineData("""{ "smtp": { "user": "a", "password": "b", "accessToken": "c" } }""", "$.smtp.accessToken")]
    [InlineData("""{ "smtp": { "certificateAuthority": "missing.pem" } }""", "$.smtp.certificateAuthority")]
    [InlineData("""{ "smtp": { "port": 0 } }""", "$.smtp.port")]
    [InlineData("""{ "smtp": { "port": "587" } }""", "$.smtp.port")]
    [InlineData("""{ "smtp": { "port": 1e3 } }""", "$.smtp.port")]
    [InlineData("""{ "smtp": { "port": 99999999999999999999 } }""", "$.smtp.port")]
    [InlineData("""{ "smtp": { "security": "STARTTLS" } }""", "$.smtp.security")]
    [InlineData("""{ "smtp": { "from": "a@example.org, b@example.org" } }""", "$.smtp.from")]
    [InlineData("""{ "smtp": { "host": "" } }""", "$.smtp.host")]
    [InlineData("""{ "smtp": { "host": "smtp://mail.example.org" } }""", "$.smtp.host")]
    [InlineData("""{ "smtp": { "host": "mail.example.org:587" } }""", "$.smtp.host")]
    [InlineData("""{ "smtp": { "host": "mail example" } }""", "$.smtp.host")]
    [InlineData("""{ "smtp": null }""", "$.smtp")]
    [InlineData("""{ "smtp": [] }""", "$.smtp")]
    [InlineData("""{ "polling": { "every": "0s" } }""", "$.polling.every")]
    [InlineData("""{ "polling": { "every": "-5m" } }""", "$.polling.every")]
    [InlineData("""{ "polling": { "every": "1000000000s" } }""", "$.polling.every")]
    [InlineData("""{ "polling": { "every": "25h" } }""", "$.polling.every")]
    [InlineData("""{ "polling": { "every": 900 } }""", "$.polling.every")]
    [InlineData("""{ "polling": { "firstPoll": "some" } }""", "$.polling.firstPoll")]
    [InlineData("""{ "polling": { "concurrency": 0 } }""", "$.polling.concurrency")]
    [InlineData("""{ "polling": { "timeout": "11m" } }""", "$.polling.timeout")]
    [InlineData("""{ "polling": { "allowPrivate": ["10.0.0.0/33"] } }""", "$.polling.allowPrivate[0]")]
    [InlineData("""{ "polling": { "allowPrivate": ["0.0.0.0/0"] } }""", "$.polling.allowPrivate[0]")]
    [InlineData("""{ "polling": { "allowPrivate": ["localhost"] } }""", "$.polling.allowPrivate[0]")]
    [InlineData("""{ "polling": { "adaptive": "yes" } }""", "$.polling.adaptive")]
    [InlineData("""{ "web": { "listen": "https://*:443" } }""", "$.web.listen")]
    [InlineData("""{ "web": { "publicUrl": "watch.example.org" } }""", "$.web.publicUrl")]
    [InlineData("""{ "web": { "publicUrl": "https://watch.example.org/?page=1" } }""", "$.web.publicUrl")]
    [InlineData("""{ "web": { "publicUrl": "https://watch.example.org/#top" } }""", "$.web.publicUrl")]
    [InlineData("""{ "keep": { "items": "1h" } }""", "$.keep.items")]
    [InlineData("""{ "keep": { "items": null } }""", "$.keep.items")]
    [InlineData("""{ "ops": ["ops@example.org\r\nBcc: x@example.org"] }""", "$.ops[0]")]
    [InlineData("""{ "ops": ["a@example.org", "b@example.org, c@example.org"] }""", "$.ops[1]")]
    [InlineData("""{ "storage": { "postgres": "postgres://db/x" } }""", "$.storage.postgres")]
    [InlineData("""{ "storage": { "postgres": 5 } }""", "$.storage.postgres")]
    [InlineData("""{ "Smtp": {} }""", "$.Smtp")]
    public void A_wrong_setting_is_one_error_in_its_place(string settings, string path)
    {
        using var folder = ConfigurationFolder.WithSettings(settings);

        var error = Assert.Single(folder.Errors());

        Assert.Equal(("feedwatch.json", 1, path), (error.File, error.Line, error.Path));
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Null_means_none_where_none_is_possible()
    {
        using var folder = ConfigurationFolder.WithSettings("""
            { "storage": { "postgres": null }, "smtp": { "host": null, "password": null }, "web": { "publicUrl": null, "token": null }, "keep": { "hits": null } }
            """);

        Assert.Null(folder.LoadValid().Settings.Smtp.Host);
    }
}
