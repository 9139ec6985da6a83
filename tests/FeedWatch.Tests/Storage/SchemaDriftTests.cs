using FeedWatch.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Tests.Storage;

public sealed class SchemaDriftTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_tables_are_what_the_model_says(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);
        await using var context = test.Database.Read();
        await using var connection = await test.Database.ConnectAsync(TestContext.Current.CancellationToken);
        foreach (var entity in context.Model.GetEntityTypes())
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"select * from {entity.GetTableName()} where 1 = 0";
            using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Order(StringComparer.Ordinal);
            var properties = entity.GetProperties().Select(property => property.GetColumnName()).Order(StringComparer.Ordinal);
            Assert.Equal(properties, columns);
        }
    }
}
