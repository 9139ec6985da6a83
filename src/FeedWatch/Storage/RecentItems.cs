using System.Data.Common;
using System.Text;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;

namespace FeedWatch.Storage;

/// <summary>
/// The items of the last 30 days, held in memory while somebody tries topics on them. Texts are kept as UTF-8, about half of what
/// strings take, and become strings one at a time while they are matched. Nothing is held when nobody has asked for ten minutes.
/// </summary>
/// <remarks>An item whose text its feed changes later is tried with its first text until the memory is built anew.</remarks>
public sealed class RecentItems(Database database, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Span = TimeSpan.FromDays(30);

    /// <summary>Older items are left out when the texts would take more than this.</summary>
    public const long MostBytes = 160L * 1024 * 1024;

    private const int ReadAtOnce = 20_000;

    /// <summary>Among so many of the newest ids some may appear late: a poll takes its ids before it commits, and what others took after it may have been seen before.</summary>
    private const int Late = 20_000;

    private const string Columns = "i.id, i.feed_id, i.first_seen, i.language, i.title, i.summary, i.content, i.link, i.authors, i.categories";
    private const int FewestAtOnce = 2_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Snapshot? _snapshot;
    private ITimer? _forget;

    /// <summary>Items, oldest first, as they were at one moment.</summary>
    /// <param name="Corpus">The same items cut into words, and before them those that have become too old since it was made.</param>
    /// <param name="LeftOut">True when there were more than the memory takes; the newest are here.</param>
    public sealed record Snapshot(IReadOnlyList<PackedItem> Items, TopicCorpus Corpus, IReadOnlyDictionary<long, FeedRow> Feeds, long Bytes, bool LeftOut)
    {
        private readonly int _end = Corpus.Count;

        /// <summary>Places among <see cref="Items"/> of those that a topic of the set may flag, in order; null when all have to be looked at.</summary>
        public IReadOnlyList<int>? Candidates(TopicSet topics)
        {
            var before = _end - Items.Count;
            return Corpus.Candidates(topics)?.Select(number => number - before).Where(place => place >= 0 && place < Items.Count).ToList();
        }
    }

    /// <summary>The items as they are now: the first call reads all, later ones what came since.</summary>
    public async Task<Snapshot> ReadAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            var since = time.GetUtcNow() - Span;
            _snapshot = await ReadAsync(_snapshot, since, cancellation);
            _forget ??= time.CreateTimer(_ => _snapshot = null, null, KeptFor, Timeout.InfiniteTimeSpan);
            _forget.Change(KeptFor, Timeout.InfiniteTimeSpan);
            return _snapshot;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _forget?.Dispose();
        _reading.Dispose();
    }

    private async Task<Snapshot> ReadAsync(Snapshot? before, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var feeds = (await connection.Command("select id, key, name, title from feed").ListAsync(
            row => new FeedRow { Id = row.GetInt64(0), Key = row.GetString(1), Name = row.Text(2), Title = row.Text(3) }, cancellation)).ToDictionary(feed => feed.Id);
        var kept = before is null ? [] : before.Items.SkipWhile(item => item.FirstSeen < since).ToList();
        var newest = kept.Count == 0 ? 0 : kept.Max(item => item.Id);
        var leftOut = before is { LeftOut: true } && kept.Count > 0 ? kept.Min(item => item.Id) : long.MinValue; // what is older had no room
        var late = await LateAsync(connection, kept, Math.Max(newest - Late, leftOut), newest, since, cancellation);
        var newer = await NewestFirstAsync(connection, newest, since, MostBytes, cancellation);
        newer.Items.Reverse();
        List<PackedItem> all = [.. kept, .. late, .. newer.Items];
        var bytes = all.Sum(item => (long)item.Size);
        var drop = 0;
        for (; bytes > MostBytes; drop++)
        {
            bytes -= all[drop].Size;
        }

        var items = drop == 0 ? all : all.GetRange(drop, all.Count - drop);
        return new Snapshot(items, Cut(before?.Corpus, items, late.Count + newer.Items.Count), feeds, bytes, newer.LeftOut || drop > 0 || before is { LeftOut: true });
    }

    /// <summary>Cuts the last <paramref name="added"/> items into words, behind those that are cut; all anew when most of those are too old.</summary>
    private static TopicCorpus Cut(TopicCorpus? before, List<PackedItem> items, int added)
    {
        if (before is null || added >= items.Count || before.Count > 2 * items.Count)
        {
            return Cut(items);
        }

        foreach (var item in items.Skip(items.Count - added))
        {
            before.Add(item.Printed);
        }

        return before;
    }

    /// <summary>On all processors, each a part: somebody waits for it.</summary>
    private static TopicCorpus Cut(List<PackedItem> items)
    {
        var parts = new TopicCorpus[Math.Clamp(items.Count / FewestAtOnce, 1, Environment.ProcessorCount)];
        int Start(int part) => (int)((long)items.Count * part / parts.Length);
        Parallel.For(0, parts.Length, part =>
        {
            var corpus = new TopicCorpus();
            for (var at = Start(part); at < Start(part + 1); at++)
            {
                corpus.Add(items[at].Printed);
            }

            parts[part] = corpus;
        });
        foreach (var later in parts.Skip(1))
        {
            parts[0].Append(later);
        }

        return parts[0];
    }

    /// <summary>Items between two ids that were not there to be read before.</summary>
    private async Task<List<PackedItem>> LateAsync(DbConnection connection, List<PackedItem> known, long after, long newest, DateTimeOffset since, CancellationToken cancellation)
    {
        if (known.Count == 0)
        {
            return [];
        }

        var ids = known.Where(item => item.Id > after).Select(item => item.Id).ToHashSet();
        var late = (await connection.Command("select id from item where id > @after and id < @newest and first_seen >= @since")
            .With("@after", after).With("@newest", newest).With("@since", database.Sql.Moment(since))
            .ListAsync(row => row.GetInt64(0), cancellation)).Where(id => !ids.Contains(id)).ToList();
        if (late.Count == 0)
        {
            return [];
        }

        var rows = database.Sql.Rows().Long("id", late);
        return await connection.Command($"select {Columns} from item i join {rows.Table} on r.id = i.id order by i.id").With(rows).ListAsync(Pack, cancellation);
    }

    private async Task<(List<PackedItem> Items, bool LeftOut)> NewestFirstAsync(DbConnection connection, long after, DateTimeOffset since, long mostBytes, CancellationToken cancellation)
    {
        var items = new List<PackedItem>();
        var bytes = 0L;
        var below = long.MaxValue;
        while (true)
        {
            var read = await connection.Command(
                $"""
                select {Columns} from item i
                where i.id < @below and i.id > @after and i.first_seen >= @since order by i.id desc limit @limit
                """).With("@below", below).With("@after", after).With("@since", database.Sql.Moment(since)).With("@limit", ReadAtOnce)
                .ListAsync(Pack, cancellation);
            foreach (var item in read)
            {
                bytes += item.Size;
                if (bytes > mostBytes)
                {
                    return (items, true);
                }

                items.Add(item);
            }

            if (read.Count < ReadAtOnce)
            {
                return (items, false);
            }

            below = read[^1].Id;
        }
    }

    private PackedItem Pack(DbDataReader row) => PackedItem.Of(
        row.GetInt64(0), row.GetInt64(1), database.Sql.Moment(row, 2)!.Value, row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Text(8), row.Text(9));
}

/// <summary>An item in as few bytes as it takes.</summary>
public sealed class PackedItem
{
    private const int Overhead = 96;
    private readonly byte[] _text;
    private readonly int[] _ends;

    private PackedItem(long id, long feed, DateTimeOffset firstSeen, string? language, byte[] text, int[] ends) =>
        (Id, Feed, FirstSeen, Language, _text, _ends) = (id, feed, firstSeen, language, text, ends);

    public long Id { get; }
    public long Feed { get; }
    public DateTimeOffset FirstSeen { get; }
    public string? Language { get; }

    /// <summary>About what it takes in memory.</summary>
    public int Size => Overhead + _text.Length + _ends.Length * sizeof(int);

    /// <param name="texts">Title, summary, content, link, authors, categories.</param>
    public static PackedItem Of(long id, long feed, DateTimeOffset firstSeen, string? language, params string?[] texts)
    {
        var all = string.Concat(texts);
        var ends = new int[texts.Length];
        var end = 0;
        for (var at = 0; at < texts.Length; at++)
        {
            end += texts[at] is { } text ? Encoding.UTF8.GetByteCount(text) : 0;
            ends[at] = end;
        }

        // A feed uses the same few tags over and over.
        return new PackedItem(id, feed, firstSeen, language is null ? null : string.Intern(language), Encoding.UTF8.GetBytes(all), ends);
    }

    public string? Title => Text(0);
    public string? Link => Text(3);

    /// <summary>Its texts without what stands around them.</summary>
    public TopicItem Printed => new() { Title = Text(0), Summary = Text(1), Content = Text(2), Language = Language };

    /// <summary>The item as the topics see it.</summary>
    public TopicItem Describe(FeedRow feed, FeedSettings? settings) => StoredItems.Describe(
        new ItemRow
        {
            Title = Text(0),
            Summary = Text(1),
            Content = Text(2),
            Link = Text(3),
            Authors = Text(4),
            Categories = Text(5),
            Language = Language,
        },
        feed, settings);

    private string? Text(int field)
    {
        var start = field == 0 ? 0 : _ends[field - 1];
        return _ends[field] == start ? null : Encoding.UTF8.GetString(_text, start, _ends[field] - start);
    }
}
