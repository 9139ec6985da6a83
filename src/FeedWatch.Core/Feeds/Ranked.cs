namespace FeedWatch.Core.Feeds;

/// <summary>
/// A value that several elements may give. Each offer has a rank, 0 for the best element; the best rank wins,
/// and the first among equals. So the order of elements in a document does not matter.
/// </summary>
internal struct Ranked<T>
{
    private int _rankPlusOne;

    public T? Value { get; private set; }

    public readonly bool IsSet => _rankPlusOne > 0;

    public void Offer(T value, int rank)
    {
        if (!IsSet || rank + 1 < _rankPlusOne)
        {
            Value = value;
            _rankPlusOne = rank + 1;
        }
    }

    /// <summary>Whether an offer of this rank would be taken: saves reading what would not be.</summary>
    public readonly bool Wants(int rank) => !IsSet || rank + 1 < _rankPlusOne;
}
