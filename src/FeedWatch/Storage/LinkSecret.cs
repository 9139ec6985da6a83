using System.Data.Common;

namespace FeedWatch.Storage;

/// <summary>What the links in mails are signed with: made with the database, the same for all who share it, and copied with it.</summary>
public sealed class LinkSecret(Database database)
{
    private const string Read = "select value from secret where name = 'links'";

    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        return (await connection.Command(Read).ListAsync(row => row.GetString(0), cancellation))[0];
    }

    public static async Task<string> ReadAsync(DbTransaction transaction, CancellationToken cancellation) =>
        (await transaction.Command(Read).ListAsync(row => row.GetString(0), cancellation))[0];

    /// <summary>Takes over that of another database, so that the links in mails that went out stay good.</summary>
    public static Task ReplaceAsync(DbTransaction transaction, string value, CancellationToken cancellation) =>
        transaction.Command("update secret set value = @value where name = 'links'").With("@value", value).ExecuteNonQueryAsync(cancellation);
}
