using System.Buffers;

namespace FeedWatch.Core.Text;

/// <summary>
/// Writes plain text: white space folded, hidden characters dropped, breaks between blocks as one line feed.
/// Never longer than what was put in. Give it back when done.
/// </summary>
internal struct PlainTextWriter(int capacity) : IDisposable
{
    private readonly char[] _characters = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 16));
    private Gap _gap = Gap.None;

    private enum Gap : byte
    {
        None,
        Space,
        Line,
        Block,
    }

    public int Length { get; private set; }

    /// <summary>Adds text; any run of white space becomes one space.</summary>
    public void Append(scoped ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character is > ' ' and <= '~')
            {
                CloseGap();
                _characters[Length++] = character;
            }
            else if (character == ' ' || char.IsWhiteSpace(character))
            {
                _gap = _gap == Gap.None ? Gap.Space : _gap;
            }
            else
            {
                var length = HiddenCharacters.VisibleLength(text, at);
                if (length == 0)
                {
                    if (HtmlEntities.MeantByControl(character) is var meant and not '\0')
                    {
                        CloseGap();
                        _characters[Length++] = meant;
                    }

                    continue;
                }

                CloseGap();
                text.Slice(at, length).CopyTo(_characters.AsSpan(Length));
                Length += length;
                at += length - 1;
            }
        }
    }

    /// <summary>A line ends here. Hard-wrapped text breaks lines within sentences, so only two in a row end a block.</summary>
    public void BreakLine() => _gap = _gap >= Gap.Line ? Gap.Block : Gap.Line;

    /// <summary>A block (paragraph, list item, table cell) ends here.</summary>
    public void BreakBlock() => _gap = Gap.Block;

    public override readonly string ToString() => new(_characters, 0, Length);

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_characters);

    private void CloseGap()
    {
        if (_gap == Gap.None)
        {
            return;
        }

        if (Length > 0)
        {
            _characters[Length++] = _gap == Gap.Block ? '\n' : ' ';
        }

        _gap = Gap.None;
    }
}
