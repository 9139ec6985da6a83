using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FeedWatch.Storage;

/// <summary>The tables as EF Core sees them, for reading with LINQ; the migrations make them, the stores write them.</summary>
public sealed class FeedWatchContext(DbContextOptions<FeedWatchContext> options, bool isPostgres) : DbContext(options)
{
    public DbSet<FeedRow> Feeds => Set<FeedRow>();
    public DbSet<ListingRow> Listings => Set<ListingRow>();
    public DbSet<BrokenDocumentRow> BrokenDocuments => Set<BrokenDocumentRow>();
    public DbSet<ItemRow> Items => Set<ItemRow>();
    public DbSet<SeenRow> Seen => Set<SeenRow>();
    public DbSet<UnlistedRow> Unlisted => Set<UnlistedRow>();
    public DbSet<StoryRow> Stories => Set<StoryRow>();
    public DbSet<VersionRow> Versions => Set<VersionRow>();
    public DbSet<HitRow> Hits => Set<HitRow>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<SendLogRow> SendLog => Set<SendLogRow>();
    public DbSet<NoticeRow> Notices => Set<NoticeRow>();
    public DbSet<MuteRow> Mutes => Set<MuteRow>();
    public DbSet<ReplicaRow> Replicas => Set<ReplicaRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (!isPostgres)
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FeedRow>().ToTable("feed").Ignore(feed => feed.DisplayName);
        modelBuilder.Entity<ListingRow>().ToTable("listing").HasKey(listing => listing.FeedId);
        modelBuilder.Entity<BrokenDocumentRow>().ToTable("broken_document").HasKey(document => document.FeedId);
        modelBuilder.Entity<ItemRow>().ToTable("item");
        modelBuilder.Entity<SeenRow>().ToTable("seen").HasKey(seen => new { seen.FeedId, seen.Key });
        modelBuilder.Entity<UnlistedRow>().ToTable("unlisted");
        modelBuilder.Entity<StoryRow>().ToTable("story");
        modelBuilder.Entity<VersionRow>().ToTable("version");
        modelBuilder.Entity<HitRow>().ToTable("hit");
        modelBuilder.Entity<AlertRow>().ToTable("alert");
        modelBuilder.Entity<OutboxRow>().ToTable("outbox");
        modelBuilder.Entity<SendLogRow>().ToTable("send_log");
        modelBuilder.Entity<NoticeRow>().ToTable("notice");
        modelBuilder.Entity<MuteRow>().ToTable("mute").HasKey(mute => new { mute.Recipient, mute.Watchlist, mute.Topic });
        modelBuilder.Entity<SecretRow>().ToTable("secret").HasKey(secret => secret.Name);
        modelBuilder.Entity<ReplicaRow>().ToTable("replica").HasKey(replica => replica.Name);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
