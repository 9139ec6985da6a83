using FeedWatch.Storage;

namespace FeedWatch.Web;

/// <summary>What an orchestrator asks. <c>/livez</c>: would a restart help? <c>/readyz</c>: can we work? Feeds and mail servers fail neither.</summary>
public static class HealthEndpoints
{
    /// <param name="stuckLoops">Names of loops without a sign of life.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, Database database, Func<IReadOnlyList<string>> stuckLoops)
    {
        routes.MapRead("/livez", () => stuckLoops() is { Count: > 0 } stuck
            ? Results.Text($"stuck: {string.Join(", ", stuck)}\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok\n"));
        routes.MapRead("/readyz", async (CancellationToken cancellation) =>
        {
            if (database.Trouble is { } trouble)
            {
                return Results.Text($"degraded: {trouble}\n", statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(TimeSpan.FromSeconds(5));
                await using var connection = await database.ConnectAsync(patience.Token);
                await using var command = connection.Command("select count(*) from migration");
                await command.ExecuteScalarAsync(patience.Token);
                return Results.Text("ok\n");
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault) || fault is OperationCanceledException or System.Data.Common.DbException)
            {
                return Results.Text("the database cannot be reached\n", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}
