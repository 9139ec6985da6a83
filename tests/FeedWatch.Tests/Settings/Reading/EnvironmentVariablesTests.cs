using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings.Reading;

public class EnvironmentVariablesTests
{
    [Theory]
    [InlineData("FEEDWATCH__Smtp__Host")]
    [InlineData("FEEDWATCH__smtp__host")]
    [InlineData("FEEDWATCH__SMTP__HOST")]
    [InlineData("feedwatch__smtp__host")]
    public void A_variable_overrides_the_file_in_any_case(string name)
    {
        using var folder = ConfigurationFolder.WithSettings("""{ "smtp": { "host": "old.example.org", "port": 25, "security": "none" } }""");
        folder.Environment[name] = "new.example.org";

        var smtp = folder.LoadValid().Settings.Smtp;

        Assert.Equal(("new.example.org", 25), (smtp.Host, smtp.Port));
    }

    [Fact]
    public void Every_kind_of_value_can_be_set_without_a_file()
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Environment["FEEDWATCH__Smtp__Port"] = "465";
        folder.Environment["FEEDWATCH__Smtp__Security"] = "tls";
        folder.Environment["FEEDWATCH__Polling__Adaptive"] = "False";
        folder.Environment["FEEDWATCH__Polling__Every"] = "5m";
        folder.Environment["FEEDWATCH__Polling__AllowPrivate"] = """["10.0.0.0/8", "fd00::/8"]""";
        folder.Environment["FEEDWATCH__Ops__0"] = "a@example.org";
        folder.Environment["FEEDWATCH__Ops__1"] = "b@example.org";
        folder.Environment["FEEDWATCH__Web"] = """{ "token": "t", "allowedHosts": ["watch.lan"] }""";
        folder.Environment["FEEDWATCH__Storage__Postgres"] = "Host=db";

        var settings = folder.LoadValid().Settings;

        Assert.Equal((465, SmtpSecurity.Tls), (settings.Smtp.Port, settings.Smtp.Security));
        Assert.False(settings.Polling.Adaptive);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.Polling.Every);
        Assert.Equal(["10.0.0.0/8", "fd00::/8"], settings.Polling.AllowPrivate);
        Assert.Equal(["a@example.org", "b@example.org"], settings.Ops);
        Assert.Equal(("t", "watch.lan"), (settings.Web.Token, settings.Web.AllowedHosts.Single()));
        Assert.Equal("Host=db", settings.Storage.Postgres);
    }

    [Fact]
    public void The_password_of_the_database_may_come_from_a_file_of_its_own()
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Environment["FEEDWATCH__Storage__Postgres"] = "Host=db;Username=feedwatch";
        Directory.CreateDirectory(folder.Secrets);
        File.WriteAllText(Path.Combine(folder.Secrets, "FEEDWATCH__Storage__Password"), "semi;colon\n");

        var parts = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = folder.LoadValid().Settings.Storage.Postgres };

        Assert.Equal(("db", "feedwatch", "semi;colon"), (parts["Host"], parts["Username"], parts["Password"]));
    }

    [Theory]
    [InlineData("Host=db;Password=one", "The connection string holds a password, too.")]
    [InlineData("", "A password is set without a connection string.")]
    public void A_password_of_the_database_that_cannot_count_is_an_error(string postgres, string message)
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Environment["FEEDWATCH__Storage__Postgres"] = postgres;
        folder.Environment["FEEDWATCH__Storage__Password"] = "two";

        Assert.Equal(message, Assert.Single(folder.Load().Problems).Message);
    }

    [Fact]
    public void One_element_of_a_list_can_be_replaced()
    {
        using var folder = ConfigurationFolder.WithSettings("""{ "ops": ["a@example.org", "b@example.org"] }""");
        folder.Environment["FEEDWATCH__Ops__1"] = "c@example.org";

        Assert.Equal(["a@example.org", "c@example.org"], folder.LoadValid().Settings.Ops);
    }

    [Fact]
    public void An_empty_variable_is_not_set_and_null_switches_off()
    {
        using var folder = ConfigurationFolder.WithSettings("""{ "smtp": { "host": "mail.example.org" }, "web": { "token": "t" } }""");
        folder.Environment["FEEDWATCH__Smtp__Host"] = "";
        folder.Environment["FEEDWATCH__Web__Token"] = "null";

        var settings = folder.LoadValid().Settings;

        Assert.Equal(("mail.example.org", null), (settings.Smtp.Host, settings.Web.Token));
    }

    [Theory]
    [InlineData("FEEDWATCH__Smtp__Prt", "25", "Write FEEDWATCH__Smtp__Port.")]
    [InlineData("FEEDWATCH__Stmp__Port", "25", "Write FEEDWATCH__Smtp__Port.")]
    [InlineData("FEEDWATCH__Nothing", "1", "Storage, Smtp, Polling")]
    [InlineData("FEEDWATCH__Smtp__Host__Deeper", "x", "Write FEEDWATCH__Smtp__Host alone.")]
    [InlineData("FEEDWATCH__Ops__5", "a@example.org", "write __0")]
    [InlineData("FEEDWATCH__Ops__first", "a@example.org", "Write FEEDWATCH__Ops alone.")]
    [InlineData("FEEDWATCH__Smtp__Port", "many", "from 1 to 65535")]
    [InlineData("FEEDWATCH__Smtp__Port", "70000", "from 1 to 65535")]
    [InlineData("FEEDWATCH__Polling__Adaptive", "perhaps", "true or false")]
    [InlineData("FEEDWATCH__Polling__AllowPrivate", "[10.0.0.0", "missing quote")]
    [InlineData("FEEDWATCH__$schema", "x", "Storage, Smtp, Polling")]
    [InlineData("FEEDWATCH__", "x", "Storage, Smtp, Polling")]
    public void A_wrong_variable_is_an_error_that_names_it(string name, string value, string remedy)
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Environment[name] = value;

        var error = Assert.Single(folder.Errors());

        Assert.Equal(name, error.File);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_variables_are_left_alone()
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Environment["FEEDWATCH_TEST_POSTGRES"] = "x";
        folder.Environment["PATH"] = "x";

        Assert.Empty(folder.Load().Problems);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("secret\n")]
    [InlineData("secret\r\n")]
    [InlineData("\uFEFFsecret\n")]
    public void A_secret_comes_from_the_file_that_a_variable_names(string content)
    {
        using var folder = ConfigurationFolder.WithSettings("""{ "smtp": { "user": "fw", "password": "old" } }""");
        folder.Write("private/password", content);
        folder.Environment["FEEDWATCH__Smtp__Password_FILE"] = Path.Combine(folder.Path, "private", "password");

        Assert.Equal("secret", folder.LoadValid().Settings.Smtp.Password);
    }

    [Fact]
    public void A_secret_comes_from_a_file_with_the_name_of_the_variable()
    {
        using var folder = ConfigurationFolder.WithSettings("""{ "web": { "token": "old" } }""");
        folder.Write("secrets/FEEDWATCH__Web__Token", "secret\n");
        folder.Write("secrets/other", "not ours");

        Assert.Equal("secret", folder.LoadValid().Settings.Web.Token);

        folder.Environment["FEEDWATCH__Web__Token"] = "newest";
        Assert.Equal("newest", folder.LoadValid().Settings.Web.Token);
    }

    [Fact]
    public void A_missing_secret_file_is_an_error_that_names_variable_and_file()
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Environment["FEEDWATCH__Storage__Postgres_FILE"] = "/nowhere/postgres";

        var error = Assert.Single(folder.Errors());

        Assert.Equal("FEEDWATCH__Storage__Postgres_FILE", error.File);
        Assert.Contains("/nowhere/postgres", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_everybody_can_read_is_a_warning()
    {
        if (OperatingSystem.IsWindows()) return; // files have no mode there
        using var folder = ConfigurationFolder.Valid();
        folder.Write("token", "a");
        var path = Path.Combine(folder.Path, "token");
        folder.Environment["FEEDWATCH__Web__Token_FILE"] = path;

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Single(folder.Warnings()).Remedy, StringComparison.Ordinal);

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Empty(folder.Warnings());
    }

    [Fact]
    public void A_value_given_twice_is_an_error()
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Write("token", "a");
        folder.Environment["FEEDWATCH__Web__Token_FILE"] = Path.Combine(folder.Path, "token");
        folder.Environment["FEEDWATCH__Web__Token"] = "b";

        Assert.Contains("Both", Assert.Single(folder.Errors()).Message, StringComparison.Ordinal);
    }
}
