using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class ConnectionStringTests
{
    [Theory]
    [InlineData("Host=db;Database=feedwatch;Username=fw;Password=x", true)]
    [InlineData("Server=/run/postgresql;Database=feedwatch", true)]
    [InlineData("host = db", true)]
    [InlineData("postgres://fw:x@db/feedwatch", false)]
    [InlineData("postgresql://db/feedwatch", false)]
    [InlineData("Database=feedwatch", false)]
    [InlineData("db", false)]
    [InlineData("Host", false)]
    public void Npgsql_takes_keys_and_values(string text, bool valid) => Assert.Equal(valid, ConnectionString.Check(text) is null);
}
