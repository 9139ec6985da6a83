using FeedWatch.Cli;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Cli;

public sealed class CopyVerbTests
{
    [Fact]
    public async Task A_SQLite_file_is_copied_once_and_its_copy_is_not_overwritten()
    {
        await using var source = await TestDatabase.CreateMigratedAsync(TestDatabases.Sqlite);
        await source.Database.WriteAsync(
            transaction => transaction.Command("insert into feed (key_hash, key, url, next_due) values (x'01', 'a', 'https://example.org/a', 0)").ExecuteNonQueryAsync(),
            TestContext.Current.CancellationToken);
        var copy = Path.Combine(source.Folder, "moved", "copy.db");

        Assert.Equal(ExitCodes.Ok, await CopyAsync($"sqlite:{source.Database.File}", $"sqlite:{copy}"));
        Assert.Equal(ExitCodes.DatabaseUnavailable, await CopyAsync($"sqlite:{source.Database.File}", $"sqlite:{copy}"));
    }

    [Fact]
    public async Task A_file_that_a_service_polls_with_is_left_alone()
    {
        await using var source = await TestDatabase.CreateMigratedAsync(TestDatabases.Sqlite);
        using var service = DataFolderLock.TryTake(source.Folder);

        Assert.Equal(ExitCodes.TryAgain, await CopyAsync($"sqlite:{source.Database.File}", $"sqlite:{Path.Combine(source.Folder, "moved", "copy.db")}"));
    }

    [Theory]
    [InlineData("sqlite:/nowhere/feedwatch.db", "sqlite:/tmp/copy.db")]
    [InlineData("postgres://db/feedwatch", "sqlite:/tmp/copy.db")]
    [InlineData("sqlite:", "sqlite:/tmp/copy.db")]
    public async Task What_names_no_database_is_a_wrong_command_line(string from, string to) => Assert.Equal(ExitCodes.Usage, await CopyAsync(from, to));

    private static Task<int> CopyAsync(string from, string to) => CommandLine.RunAsync(["copy", "--from", from, "--to", to]);
}
