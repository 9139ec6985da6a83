namespace FeedWatch.Core.Text;

/// <summary>What kind of word <see cref="WordCutter"/> found.</summary>
public enum WordKind : byte
{
    /// <summary>Letters and digits of a script that separates words.</summary>
    Plain,

    /// <summary>Letters with dots: <c>U.S.</c>, <c>N.A.T.O.</c></summary>
    Initialism,

    /// <summary>One character of a script written without spaces, or of Hangul: each is a word of its own.</summary>
    Character,
}

/// <summary>One word in a text.</summary>
/// <param name="Start">Offset in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units; a possessive <c>'s</c> is not part of it.</param>
/// <param name="Kind">How it is written.</param>
public readonly record struct Word(int Start, int Length, WordKind Kind)
{
    /// <summary>Offset after the last character.</summary>
    public int End => Start + Length;

    /// <summary>The word as printed.</summary>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
