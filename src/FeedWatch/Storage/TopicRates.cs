namespace FeedWatch.Storage;

/// <summary>Finds topics that are unusually silent or loud, by their own past: a silence may be a feed that broke quietly, or a topic gone wrong.</summary>
public sealed class TopicRates(Database database, NoticeStore notices)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(30);
    private static readonly TimeSpan Within = TimeSpan.FromDays(1);
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromDays(7);

    /// <summary>So many hits would have been expected during a silence that is worth a word.</summary>
    private const double MissedHits = 7;
    private const int FewestLoud = 10;
    private const double LoudFactor = 5;

    private sealed record Rate(string Watchlist, string Topic, int Before, int Lately, DateTimeOffset First, DateTimeOffset Last);

    /// <summary>Notes the topics that stand out and were not noted lately.</summary>
    public Task CheckAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var sql = database.Sql;
            var rates = await transaction.Command(
                """
                select watchlist_name, topic_name, sum(case when found_at < @day then 1 else 0 end), sum(case when found_at >= @day then 1 else 0 end), min(found_at), max(found_at)
                from hit where found_at >= @past group by watchlist_name, topic_name
                """).With("@day", sql.Moment(now - Within)).With("@past", sql.Moment(now - Past)).ListAsync(
                    row => new Rate(row.GetString(0), row.GetString(1), Convert.ToInt32(row.GetValue(2), null), Convert.ToInt32(row.GetValue(3), null), sql.Moment(row, 4)!.Value, sql.Moment(row, 5)!.Value),
                    cancellation);
            var said = await transaction.Command("select kind, subject from notice where kind in ('topic_silent', 'topic_loud') and at > @lately")
                .With("@lately", sql.Moment(now - SayAgainAfter)).ListAsync(row => (row.GetString(0), row.GetString(1)), cancellation);
            var found = rates.Select(rate => Judge(rate, now)).OfType<NewNotice>().Where(notice => !said.Contains((notice.Kind, notice.Subject))).ToList();
            await notices.AddAsync(transaction, found, now, cancellation);
        },
        cancellation);

    private static NewNotice? Judge(Rate rate, DateTimeOffset now)
    {
        var days = (now - Within - rate.First).TotalDays;
        if (days < 7)
        {
            return null; // too young to know what is usual
        }

        var perDay = rate.Before / days;
        var silence = now - rate.Last;
        if (perDay * silence.TotalDays >= MissedHits)
        {
            return NewNotice.Of("topic_silent", $"{rate.Watchlist}/{rate.Topic}", new { rate.Watchlist, rate.Topic, Since = silence, Usual = perDay * silence.TotalDays });
        }

        return rate.Lately >= FewestLoud && rate.Lately >= LoudFactor * perDay
            ? NewNotice.Of("topic_loud", $"{rate.Watchlist}/{rate.Topic}", new { rate.Watchlist, rate.Topic, Hits = rate.Lately, Within, Usual = perDay })
            : null;
    }
}
