using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using FsCheck;
using FsCheck.Fluent;

namespace FeedWatch.Durability.Tests;

/// <summary>Random interleavings of three replicas, played on the model, and on the real store beside it.</summary>
public sealed class OutboxModelTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);

    private static Arbitrary<List<(int Replica, Move Move)>> Interleavings(int longest) => Arb.From(
        from length in Gen.Choose(1, longest)
        from moves in Gen.Choose(0, 2).SelectMany(replica => Gen.Elements(Enum.GetValues<Move>()).Select(move => (replica, move))).ListOf(length)
        select moves.ToList());

    [Fact]
    public void In_every_interleaving_a_mail_is_repeated_only_in_doubt_and_gets_through() => Prop.ForAll(Interleavings(80), moves =>
    {
        var model = new OutboxModel();
        foreach (var (replica, move) in moves.Where(step => model.Allows(step.Replica, step.Move)))
        {
            model.Make(replica, move);
            if (model.Deliveries > model.Doubts + (model.IsSent ? 1 : 0) || (model.IsSent && model.Deliveries == 0))
            {
                return false;
            }
        }

        // Whatever happened: the replicas die, the leases end, and a new one brings it home.
        foreach (var (replica, move) in new[] { (0, Move.Crash), (0, Move.LeaseEnds), (0, Move.Claim), (0, Move.Start), (0, Move.Deliver), (0, Move.Record) })
        {
            if (model.Allows(replica, move))
            {
                model.Make(replica, move);
            }
        }

        return model.IsSent && model.Deliveries >= 1;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_store_does_what_the_model_says(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);
        var mail = 0;
        Prop.ForAll(Interleavings(25), moves => PlayAsync(test.Database, ++mail, moves).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static async Task<bool> PlayAsync(Database database, int mail, List<(int Replica, Move Move)> moves)
    {
        await database.WriteAsync(
            transaction => transaction.Command(
                """
                insert into outbox (id, kind, recipient, subject, message_id, sender, message, created_at, due_at)
                values (@id, 'story', 'ann@example.org', 's', @message_id, 'feedwatch@example.org', @message, @now, @now)
                """).With("@id", (long)mail).With("@message_id", $"<{mail}@example.org>").With("@message", Array.Empty<byte>()).With("@now", database.Sql.Moment(Now)).ExecuteNonQueryAsync(),
            CancellationToken.None);
        var (model, store, hands) = (new OutboxModel(), new OutboxStore(database), new ClaimedMail?[3]);
        foreach (var (replica, move) in moves)
        {
            if (model.Allows(replica, move) && model.Make(replica, move) != await MakeAsync(database, store, hands, replica, move, mail))
            {
                return false;
            }
        }

        await database.WriteAsync(transaction => transaction.Command("update outbox set state = 'sent' where state = 'pending'").ExecuteNonQueryAsync(), CancellationToken.None);
        return true;
    }

    /// <returns>Whether the store let it count.</returns>
    private static async Task<bool> MakeAsync(Database database, OutboxStore store, ClaimedMail?[] hands, int replica, Move move, int mail)
    {
        var owner = $"host/{replica}/x";
        var hand = hands[replica];
        switch (move)
        {
            case Move.Claim:
                hands[replica] = (await store.ClaimAsync(owner, 1, Now, CancellationToken.None)).SingleOrDefault();
                return hands[replica] is not null;
            case Move.Start:
                return await store.StartAsync(hand!, owner, CancellationToken.None);
            case Move.Renew:
                return await store.RenewAsync(hand!, CancellationToken.None);
            case Move.Record:
                await store.RecordAsync(hand!, owner, new MailRecord("accepted", "sent", "250", null, Now, true, Now), CancellationToken.None);
                return await CountAsync($"select count(*) from send_log where outbox_id = {mail} and epoch = {hand!.Epoch} and event = 'accepted'") == 1;
            case Move.Release:
                var before = await CountAsync($"select count(*) from outbox where id = {mail} and epoch = {hand!.Epoch} and state = 'pending'");
                await store.ReleaseAsync([hand], CancellationToken.None);
                return before == 1;
            case Move.LeaseEnds:
                await database.WriteAsync(
                    transaction => transaction.Command($"update outbox set lease_until = {database.Sql.NowPlus(-TimeSpan.FromSeconds(1))} where id = {mail} and lease_until is not null").ExecuteNonQueryAsync(),
                    CancellationToken.None);
                return true;
            case Move.Crash or Move.Deliver:
                return await CountAsync($"select count(*) from outbox where id = {mail} and epoch = {hand!.Epoch} and state = 'pending'") == 1;
            default:
                throw new ArgumentOutOfRangeException(nameof(move));
        }

        Task<long> CountAsync(string sql) => database.WriteAsync(
            async transaction => Convert.ToInt64(await transaction.Command(sql).ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);
    }
}
