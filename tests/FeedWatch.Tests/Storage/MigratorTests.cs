using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public class MigratorTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_empty_database_is_brought_to_the_current_version_once(string kind)
    {
        await using var test = await TestDatabase.CreateAsync(kind);
        var migrator = new Migrator(test.Database, TimeProvider.System);

        Assert.NotEmpty(await migrator.MigrateAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await migrator.MigrateAsync(TestContext.Current.CancellationToken));
        Assert.True(await migrator.IsCurrentAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_server_that_is_too_old_is_named_with_the_version_it_needs()
    {
        Assert.Contains("too old", Assert.Throws<DatabaseUnusableException>(() => Migrator.RefuseOldServer(new Version(9, 6))).Message, StringComparison.Ordinal);
        Migrator.RefuseOldServer(new Version(17, 2));
        Migrator.RefuseOldServer(null);
    }
}
