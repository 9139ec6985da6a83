using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Tests.Servers;

/// <summary>Both databases, for theories: <c>[Theory, ClassData(typeof(TestDatabases))]</c>, then <see cref="TestDatabase.CreateAsync"/>.</summary>
public sealed class TestDatabases : TheoryData<string>
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public TestDatabases()
    {
        Add(Sqlite);
        Add(Postgres);
    }
}

/// <summary>An empty database of the kind asked for, and a folder of the test's own; both go with the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(string? connectionString, string? within = null)
    {
        ConnectionString = connectionString;
        Folder = within is null ? Directory.CreateTempSubdirectory("feedwatch-test-").FullName : Directory.CreateDirectory(Path.Combine(within, $"feedwatch-test-{Guid.NewGuid():N}")).FullName;
        Database = Open();
    }

    /// <summary>Null for SQLite.</summary>
    public string? ConnectionString { get; }

    /// <summary>The data folder, where SQLite's file lives.</summary>
    public string Folder { get; }

    public Database Database { get; }

    /// <param name="kind"><see cref="TestDatabases.Sqlite"/> or <see cref="TestDatabases.Postgres"/>.</param>
    /// <param name="within">Where its folder is made; by default among the temporary files.</param>
    public static async Task<TestDatabase> CreateAsync(string kind, string? within = null) => new(
        kind switch
        {
            TestDatabases.Sqlite => null,
            TestDatabases.Postgres => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        },
        within);

    /// <summary>A Postgres database that is there already.</summary>
    public static TestDatabase On(string connectionString) => new(connectionString);

    /// <summary>The same, with all tables in it.</summary>
    public static async Task<TestDatabase> CreateMigratedAsync(string kind)
    {
        var test = await CreateAsync(kind);
        await new Migrator(test.Database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return test;
    }

    /// <summary>Opens it once more, as another process would.</summary>
    public Database Open() => Database.Open(new StorageSettings { Postgres = ConnectionString }, Folder);

    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
