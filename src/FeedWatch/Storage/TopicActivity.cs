namespace FeedWatch.Storage;

/// <summary>Hits of one topic on one day.</summary>
/// <param name="Day">UTC.</param>
public sealed record DayOfTopic(string Watchlist, string Topic, DateOnly Day, int Hits);

/// <summary>How often topics hit.</summary>
public sealed class TopicActivity(Database database)
{
    private const int SecondsPerDay = 86_400;
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>Hits a day since. Days without hits are absent.</summary>
    public async Task<IReadOnlyList<DayOfTopic>> DaysAsync(DateTimeOffset since, IReadOnlyCollection<(string Watchlist, string Topic)> topics, CancellationToken cancellation)
    {
        var day = database.IsPostgres ? "(h.found_at at time zone 'UTC')::date - date '1970-01-01'" : $"h.found_at / {SecondsPerDay}000";
        var rows = database.Sql.Rows().Text("watchlist", topics.Select(topic => (string?)topic.Watchlist)).Text("topic", topics.Select(topic => (string?)topic.Topic));
        await using var connection = await database.ConnectAsync(cancellation);

        // The index of topic and time answers it all; SQLite would take that of the time alone.
        var hits = database.IsPostgres ? "join hit h" : "cross join hit h indexed by hit_topic";
        return await connection.Command(
            $"""
            select h.watchlist, h.topic, {day}, count(*) from {rows.Table} {hits} on h.watchlist = r.watchlist and h.topic = r.topic
            where h.found_at >= @since group by 1, 2, 3
            """).With("@since", database.Sql.Moment(since)).With(rows)
            .ListAsync(row => new DayOfTopic(row.GetString(0), row.GetString(1), Epoch.AddDays(Convert.ToInt32(row.GetValue(2), System.Globalization.CultureInfo.InvariantCulture)), (int)row.GetInt64(3)), cancellation);
    }

    /// <summary>When a topic hit last, or null.</summary>
    public async Task<DateTimeOffset?> LastAsync(string watchlist, string topic, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var last = await connection.Command("select max(found_at) from hit where watchlist = @watchlist and topic = @topic").With("@watchlist", watchlist).With("@topic", topic)
            .ListAsync(row => database.Sql.Moment(row, 0), cancellation);
        return last[0];
    }
}
