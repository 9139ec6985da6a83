using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>
/// What printed words came to, so that most are folded, stemmed and looked up once. A word takes the place of another with the same slot. Safe for
/// any number of threads: what is kept never changes.
/// </summary>
internal sealed class TokenCache
{
    /// <summary>About a megabyte when full.</summary>
    private const int Slots = 8192;

    /// <summary>Longer ones are rare, and would fill the memory.</summary>
    private const int LongestWord = 32;

    private readonly Entry?[] _entries = new Entry?[Slots];

    internal bool TryFind(ReadOnlySpan<char> word, Language language, bool starts, out StoryToken token)
    {
        var entry = Volatile.Read(ref SlotOf(word, starts));
        var isFound = entry is not null && entry.Language == language && entry.Token.StartsSentence == starts && word.SequenceEqual(entry.Word);
        token = isFound ? entry!.Token : default;
        return isFound;
    }

    internal void Keep(ReadOnlySpan<char> word, Language language, StoryToken token)
    {
        if (word.Length <= LongestWord)
            Volatile.Write(ref SlotOf(word, token.StartsSentence), new Entry(word.ToString(), language, token));
    }

    private ref Entry? SlotOf(ReadOnlySpan<char> word, bool starts) => ref _entries[(string.GetHashCode(word) ^ (starts ? 1 : 0)) & (Slots - 1)];

    private sealed record Entry(string Word, Language Language, StoryToken Token);
}
