using System.Globalization;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// What a desk has stored after 300 days: a million hits in some 250,000 stories, the items of the last 30 days with their texts, and the mails. Written
/// straight into the tables, because polling it would take a day.
/// </summary>
internal sealed class StoredNews(Database database, TopicSamples samples, IReadOnlyList<(string Watchlist, string Topic, string Expression)> topics, int feeds)
{
    internal const int Hits = 1_000_000;
    internal const int Items = 100_000;

    /// <summary>Printed by one outlet after the other, more often than a page shows.</summary>
    internal const long LargestStory = Stories - 40;
    private const int Stories = 250_000;
    private const int VersionsPerStory = 2;
    private const int VersionsOfLargest = 300;
    private const int TopicsPerVersion = 2;
    private const int Mails = 100_000;
    private const int PendingAlerts = 400;
    private const int Texts = 25_000;
    private const int DaysOfHits = 300;
    private const int DaysOfItems = 30;
    private const int AtOnce = 50_000;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly Random _random = new(5);
    private readonly string[] _texts = [.. Enumerable.Range(0, Texts).Select(text => samples.Text(400 + (text % 340)))];

    /// <summary>Versions with a smaller number are of items that were tidied away.</summary>
    private const int FirstKeptVersion = Stories * VersionsPerStory * (DaysOfHits - DaysOfItems) / DaysOfHits;

    internal async Task FillAsync()
    {
        await WriteAsync("item", Items, ItemRows);
        await WriteAsync("seen", Items, (first, count) => Rows(first, count, (rows, numbers) => rows
            .Long("feed_id", numbers.Select(Feed)).Bytes("key", numbers.Select(Key)).Long("item_id", numbers.Select(number => FirstItem + number))));
        await WriteAsync("story", Stories, StoryRows);
        await WriteAsync("version", (Stories * VersionsPerStory) + VersionsOfLargest, VersionRows);
        await WriteAsync("hit", Hits, HitRows);
        await WriteAsync("outbox", Mails, MailRows);
        await WriteAsync("alert", Mails + PendingAlerts, AlertRows);
        await database.WriteAsync(
            async transaction =>
            {
                await transaction.Command(
                    """
                    update feed set title = 'Outlet ' || id, last_polled_at = @now, last_success_at = @now, first_polled_at = @now, last_code = case when id % 40 = 0 then 'timeout' else 'ok' end,
                    last_text = case when id % 40 = 0 then 'It did not answer within 30 seconds.' end, strip = 'nsuunsuunnsuuxnsuunsuunnsuuxnsuu', polls = 20000, not_modified = 9000, last_ms = 120, usual_ms = 110
                    """).With("@now", database.Sql.Moment(_now.AddMinutes(-4))).ExecuteNonQueryAsync();
            },
            CancellationToken.None);
        await using var connection = await database.ConnectAsync(CancellationToken.None);
        foreach (var statement in database.IsPostgres ? ["vacuum", "analyze"] : new[] { "analyze" })
        {
            await connection.Command(statement).ExecuteNonQueryAsync(); // as the server does by itself
        }
    }

    private static long FirstItem => FirstKeptVersion + 1;

    private long Feed(int number) => 1 + (number * 7919L % feeds);

    private static byte[] Key(int number) => ItemKeys.ToBytes((UInt128)(ulong)(number + 1) * 0x9E3779B97F4A7C15);

    private string Text(long number) => _texts[number * 7 % Texts];

    private string Title(long number) => _texts[number * 11 % Texts][..70];

    /// <summary>When the part of all that lies <paramref name="number"/> rows into <paramref name="total"/> came, evenly over the days.</summary>
    private DateTimeOffset At(long number, long total, int days) => _now.AddDays(-days).AddSeconds(number * days * 86_400.0 / total);

    /// <summary>Some topics flag much and the last ones next to nothing.</summary>
    private (string Watchlist, string Topic, string Expression) Topic() => topics[(int)(topics.Count * Math.Pow(_random.NextDouble(), 3))];

    private RowSet ItemRows(int first, int count) => Rows(first, count, (rows, numbers) => rows
        .Long("id", numbers.Select(number => FirstItem + number))
        .Long("feed_id", numbers.Select(Feed))
        .Bytes("key", numbers.Select(Key))
        .Text("guid", numbers.Select(number => (string?)$"urn:item:{number}"))
        .Text("title", numbers.Select(number => (string?)Title(number)))
        .Text("link", numbers.Select(number => (string?)$"https://outlet{Feed(number)}.example/news/{number}"))
        .Moment("published", numbers.Select(number => (DateTimeOffset?)At(number, Items, DaysOfItems)))
        .Moment("first_seen", numbers.Select(number => (DateTimeOffset?)At(number, Items, DaysOfItems)))
        .Text("language", numbers.Select(_ => (string?)"en"))
        .Text("categories", numbers.Select(_ => (string?)"[\"World\"]"))
        .Text("summary", numbers.Select(number => (string?)Text(number))));

    private RowSet StoryRows(int first, int count) => Rows(first, count, (rows, numbers) => rows
        .Long("id", numbers.Select(number => number + 1L))
        .Text("headline", numbers.Select(number => (string?)Title(number * VersionsPerStory)))
        .Text("link", numbers.Select(number => (string?)$"https://outlet{Feed(number)}.example/news/{number}"))
        .Text("outlet", numbers.Select(number => (string?)$"Outlet {Feed(number)}"))
        .Moment("created_at", numbers.Select(number => (DateTimeOffset?)At(number, Stories, DaysOfHits)))
        .Moment("changed_at", numbers.Select(number => (DateTimeOffset?)At(number, Stories, DaysOfHits).AddMinutes(50))));

    private static long StoryOfVersion(int version) => version < Stories * VersionsPerStory ? 1 + (version / VersionsPerStory) : LargestStory;

    /// <summary>Every other item of the last days is a report of a story.</summary>
    private static long ItemOfVersion(int version) => version < FirstKeptVersion ? 1 + version : FirstItem + (2L * (version - FirstKeptVersion) % Items);

    private RowSet VersionRows(int first, int count) => Rows(first, count, (rows, numbers) => rows
        .Long("id", numbers.Select(number => number + 1L))
        .Long("story_id", numbers.Select(StoryOfVersion))
        .Long("item_id", numbers.Select(ItemOfVersion))
        .Long("feed_id", numbers.Select(Feed))
        .Text("outlet", numbers.Select(number => (string?)$"Outlet {Feed(number)}"))
        .Text("title", numbers.Select(number => (string?)Title(number)))
        .Text("link", numbers.Select(number => (string?)$"https://outlet{Feed(number)}.example/news/{number}"))
        .Moment("at", numbers.Select(VersionAt))
        .Moment("found_at", numbers.Select(VersionAt))
        .Text("copy_kind", numbers.Select(number => (string?)(number % VersionsPerStory == 0 ? "original" : "near_copy")))
        .Text("reason", numbers.Select(number => number % VersionsPerStory == 0 ? null : "84 of 100 words are the same"))
        .Bytes("fingerprint", numbers.Select(_ => (byte[]?)new byte[400])));

    private DateTimeOffset? VersionAt(int version) => At(StoryOfVersion(version), Stories, DaysOfHits).AddMinutes(version % 50);

    private RowSet HitRows(int first, int count) => Rows(first, count, (rows, numbers) =>
    {
        var versions = numbers.Select(number => number / TopicsPerVersion).ToList();
        var flagged = numbers.Select((number, i) => (Number: number, Topic: Topic())).ToList();
        for (var i = 1; i < flagged.Count; i++)
        {
            while (numbers[i] % TopicsPerVersion > 0 && flagged[i].Topic == flagged[i - 1].Topic)
            {
                flagged[i] = (numbers[i], Topic());
            }
        }

        return rows
            .Long("id", numbers.Select(number => number + 1L))
            .Long("story_id", versions.Select(StoryOfVersion))
            .Long("version_id", versions.Select(version => version + 1L))
            .Long("item_id", versions.Select(ItemOfVersion))
            .Long("feed_id", versions.Select(Feed))
            .Text("watchlist", flagged.Select(hit => (string?)hit.Topic.Watchlist))
            .Text("watchlist_name", flagged.Select(hit => (string?)hit.Topic.Watchlist))
            .Text("topic", flagged.Select(hit => (string?)hit.Topic.Topic))
            .Text("topic_name", flagged.Select(hit => (string?)hit.Topic.Expression))
            .Integer("score", numbers.Select(number => 40 + (number % 60)))
            .Text("evidence", flagged.Select(hit => (string?)Evidence(hit.Topic.Expression, hit.Number / TopicsPerVersion)))
            .Moment("found_at", versions.Select(VersionAt))
            .Text("revision", numbers.Select(_ => (string?)"0123456789abcdef"));
    });

    private string Evidence(string expression, int version)
    {
        var (title, text) = (Title(version), Text(ItemOfVersion(version) - FirstItem < 0 ? 0 : ItemOfVersion(version) - FirstItem));
        Core.Topics.Evidence Place(string field, string of, int offset) => new(expression, field, offset, 12, of.Substring(offset, 12), "inflected");
        return System.Text.Json.JsonSerializer.Serialize(new[] { Place("title", title, 20), Place("summary", text, 100), Place("summary", text, 240) }, StoredJson.Options);
    }

    private RowSet MailRows(int first, int count) => Rows(first, count, (rows, numbers) => rows
        .Long("id", numbers.Select(number => number + 1L))
        .Text("kind", numbers.Select(_ => (string?)"immediate"))
        .Text("watchlist", numbers.Select(_ => (string?)topics[0].Watchlist))
        .Text("watchlist_name", numbers.Select(_ => (string?)topics[0].Watchlist))
        .Long("story_id", numbers.Select(number => (long?)StoryOfMail(number)))
        .Text("recipient", numbers.Select(number => (string?)$"desk{number % 20}@example.org"))
        .Text("subject", numbers.Select(number => (string?)$"[{topics[number % topics.Count].Topic}] {Title(number)}"))
        .Text("message_id", numbers.Select(number => (string?)string.Create(CultureInfo.InvariantCulture, $"<{number}@bench.example>")))
        .Text("sender", numbers.Select(_ => (string?)"feedwatch@example.org"))
        .Bytes("message", numbers.Select(_ => (byte[]?)new byte[1_500]))
        .Text("state", numbers.Select(number => (string?)(number >= Mails - 300 ? "pending" : number % 50 == 0 ? "dead" : "sent")))
        .Moment("created_at", numbers.Select(number => (DateTimeOffset?)At(number, Mails, DaysOfHits)))
        .Moment("due_at", numbers.Select(number => (DateTimeOffset?)At(number, Mails, DaysOfHits)))
        .Text("last_code", numbers.Select(number => number % 50 == 0 ? "550" : null))
        .Text("last_text", numbers.Select(number => number % 50 == 0 ? "5.1.1 There is nobody of this name here." : null))
        .Moment("sent_at", numbers.Select(number => number % 50 == 0 || number >= Mails - 300 ? null : (DateTimeOffset?)At(number, Mails, DaysOfHits))));

    private static long StoryOfMail(int mail) => 1 + ((long)mail * Stories / (Mails + PendingAlerts));

    private RowSet AlertRows(int first, int count) => Rows(first, count, (rows, numbers) => rows
        .Long("hit_id", numbers.Select(number => 1 + ((StoryOfMail(number) - 1) * VersionsPerStory * TopicsPerVersion)))
        .Long("version_id", numbers.Select(number => 1 + ((StoryOfMail(number) - 1) * VersionsPerStory)))
        .Long("story_id", numbers.Select(StoryOfMail))
        .Text("recipient", numbers.Select(number => (string?)$"desk{number % 20}@example.org"))
        .Text("watchlist", numbers.Select(_ => (string?)topics[0].Watchlist))
        .Text("kind", numbers.Select(_ => (string?)"immediate"))
        .Text("state", numbers.Select(number => (string?)(number < Mails ? "mailed" : "pending")))
        .Moment("due_at", numbers.Select(number => (DateTimeOffset?)At(number, Mails, DaysOfHits)))
        .Text("delivery", numbers.Select(_ => (string?)new AlertDelivery(topics[0].Watchlist, "UTC", 20, false).ToJson()))
        .Long("outbox_id", numbers.Select(number => number < Mails ? (long?)number + 1 : null))
        .Moment("created_at", numbers.Select(number => (DateTimeOffset?)At(number, Mails, DaysOfHits))));

    private RowSet Rows(int first, int count, Func<RowSet, List<int>, RowSet> columns) => columns(database.Sql.Rows(), [.. Enumerable.Range(first, count)]);

    private async Task WriteAsync(string table, int count, Func<int, int, RowSet> rows)
    {
        for (var first = 0; first < count; first += AtOnce)
        {
            var some = rows(first, Math.Min(AtOnce, count - first));
            await database.WriteAsync(transaction => some.InsertAsync(transaction, table, CancellationToken.None), CancellationToken.None);
        }
    }
}
