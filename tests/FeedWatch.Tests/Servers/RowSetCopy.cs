using System.Data.Common;
using FeedWatch.Storage;
using Npgsql;

namespace FeedWatch.Tests.Servers;

internal static class RowSetCopy
{
    /// <summary>Writes the rows into the columns of the same names the way new items are written: fast enough for a million.</summary>
    internal static async Task InsertAsync(this RowSet set, DbTransaction transaction, string table, CancellationToken cancellation)
    {
        using var rows = new EncodedRows(transaction.Connection is NpgsqlConnection);
        for (var row = 0; row < set.Count; row++)
        {
            rows.Begin(set.Columns.Count);
            foreach (var (_, _, values) in set.Columns)
            {
                Encode(rows, values, row);
            }
        }

        await EncodedRows.InsertAsync(transaction, table, [.. set.Columns.Select(column => (column.Name, column.Type))], [rows], cancellation);
    }

    private static void Encode(EncodedRows rows, Array values, int row)
    {
        switch (values)
        {
            case long[] longs: rows.Long(longs[row]); break;
            case int[] integers: rows.Integer(integers[row]); break;
            case bool[] booleans: rows.Boolean(booleans[row]); break;
            case string?[] texts: rows.Text(texts[row]); break;
            case byte[]?[] blobs: rows.Bytes(blobs[row]); break;
            case long?[] longs when longs[row] is { } number: rows.Long(number); break;
            case DateTimeOffset?[] moments: rows.Moment(moments[row]); break;
            default: rows.Null(); break;
        }
    }
}
