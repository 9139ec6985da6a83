using FeedWatch.Storage;
using Npgsql;

namespace FeedWatch.Tests.Storage;

public class DatabaseTests
{
    [Theory]
    [InlineData("Host=db", GssEncryptionMode.Disable)]
    [InlineData("Host=db;GSS Encryption Mode=Require", GssEncryptionMode.Require)]
    public void Kerberos_is_for_those_who_ask_for_it(string connectionString, GssEncryptionMode mode) =>
        Assert.Equal(mode, new NpgsqlConnectionStringBuilder(Database.Completed(connectionString)).GssEncryptionMode);

    [Theory]
    [InlineData("Host=db;Colour=red")]
    [InlineData("Host=db;Port=many")]
    public void A_connection_string_that_the_driver_does_not_know_is_a_sentence(string connectionString) =>
        Assert.StartsWith("The connection string cannot be used", Assert.Throws<DatabaseUnusableException>(() => Database.OpenPostgres(connectionString)).Message, StringComparison.Ordinal);
}
