using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>
/// What is kept of a text to tell whether another one reports the same event. Immutable, at most about 2 kB as bytes,
/// the same on every machine.
/// </summary>
public sealed class StoryFingerprint
{
    internal const int MostFeatures = 150;
    internal const int MostShingles = 90;
    internal const int MostSamples = 64;
    internal const int MostSlots = 40;

    /// <summary>Of a text without words: like no other.</summary>
    public static StoryFingerprint Empty { get; } = new();

    /// <summary>Word features, ascending by hash.</summary>
    internal Feature[] Features { get; init; } = [];

    /// <summary>The words of the headline in their order, as <see cref="HeadlineForm"/> marks them.</summary>
    internal uint[] Headline { get; init; } = [];

    /// <summary>Hashes of three words in a row from the start of the body, ascending.</summary>
    internal uint[] Shingles { get; init; } = [];

    /// <summary>The smallest hashes of three words in a row of the whole body, ascending: a fair sample of it.</summary>
    internal uint[] Sample { get; init; } = [];

    /// <summary>Names, numbers and dates in headline and lead with the words around them, ascending.</summary>
    internal Slot[] Slots { get; init; } = [];

    /// <summary>Words in the headline and in the body (as far as it was read).</summary>
    internal ushort TitleWords { get; init; }

    internal ushort BodyWords { get; init; }

    internal StoryGenre Genre { get; init; }

    internal Language Language { get; init; }

    /// <summary>Whether the text speaks of an event some time back ("a day after", "last week").</summary>
    internal bool LooksBack { get; init; }

    /// <summary>Whether there is too little text to say that two of them have nothing in common.</summary>
    internal bool IsShort => TitleWords + BodyWords < 15;

    /// <summary>The fingerprint of a text. Cost grows with the text up to a limit of about 600 words.</summary>
    public static StoryFingerprint Of(StoryText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FingerprintBuilder.Build(text);
    }

    /// <summary>The place of a word in <see cref="Features"/>, or a negative number.</summary>
    internal int Find(uint word)
    {
        int low = 0, high = Features.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var hash = Features[middle].Hash;
            if (hash == word)
                return middle;
            if (hash < word)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>As stored: a version byte, then the parts.</summary>
    public byte[] ToBytes() => FingerprintBytes.Write(this);

    /// <summary>
    /// Reads what <see cref="ToBytes"/> wrote. Bytes of another version or cut off give <see cref="Empty"/>: such a version
    /// is still found by its link and item key, no longer by its words.
    /// </summary>
    public static StoryFingerprint FromBytes(ReadOnlySpan<byte> bytes) => FingerprintBytes.Read(bytes);
}

/// <summary>Where a word stands and what it is.</summary>
[Flags]
internal enum FeatureTraits : ushort
{
    None = 0,
    InTitle = 1,
    InLead = 2,
    Name = 4,
    Number = 8,
    Frequent = 16,
    Weekday = 32,
    Event = 64,
    Place = 128,
    Month = 256,
    Angle = 512,
    Town = 1024,
    Market = 2048,
    Date = Weekday | Month,
}

/// <summary>A word of the text.</summary>
internal readonly record struct Feature(uint Hash, FeatureTraits Traits)
{
    internal bool Has(FeatureTraits trait) => (Traits & trait) != 0;
}

/// <summary>A name, number or date (<paramref name="Value"/>) and the kind and words it stands between (<paramref name="Context"/>).</summary>
internal readonly record struct Slot(uint Context, uint Value)
{
    /// <summary>Whether it is a figure or date of a headline: two headlines that differ only there tell of two events.</summary>
    internal bool IsHeadlineFigure => (Context & 1) == 1;

    /// <summary>Keeps that in the lowest bit of the context.</summary>
    internal static uint Mark(uint context, bool isHeadlineFigure) => (context & ~1u) | (isHeadlineFigure ? 1u : 0u);
}
