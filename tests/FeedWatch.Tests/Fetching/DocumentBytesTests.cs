using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class DocumentBytesTests
{
    [Fact]
    public void A_document_given_back_twice_is_empty_and_its_memory_goes_to_one_reader_alone()
    {
        using var received = new DocumentBuffer(maximum: 1_000, share: null);
        "<rss/>"u8.CopyTo(received.Room(10).Span);
        received.Advance(6);
        var document = received.ToDocument();
        Assert.Equal("<rss/>"u8, document.Memory.Span);

        document.Dispose();
        document.Dispose();
        received.Dispose();

        Assert.True(document.Memory.IsEmpty);
        using var one = new DocumentBuffer(maximum: 1_000, share: null);
        using var other = new DocumentBuffer(maximum: 1_000, share: null);
        Assert.False(one.Room(10).Span.Overlaps(other.Room(10).Span));
    }
}
