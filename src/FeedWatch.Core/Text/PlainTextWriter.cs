using System.Buffers;

namespace FeedWatch.Core.Text;

/// <summary>
/// Writes plain text: white space folded, hidden characters dropped, breaks between blocks as one line feed.
/// Never longer than what was put in. Give it back when done.
/// </summary>
internal struct PlainTextWriter(int capacity) : IDisposable
{
    /// <summary>So many characters are gone through one by one before a plain run is looked for again.</summary>
    private const int Mixed = 12;

    private static readonly SearchValues<char> PrintableAscii =
        SearchValues.Create([.. Enumerable.Range(' ', 0x5F).Select(code => (char)code)]);

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
        while (!text.IsEmpty)
        {
            var length = AppendPlainRun(text);
            text = text[length..];
            length = Math.Min(text.Length, Mixed);
            length = AppendMixed(text, length);
            text = text[length..];
        }
    }

    /// <summary>Copies a run of printable ASCII with single spaces, which most text is, as a whole; returns its length, or 0.</summary>
    private int AppendPlainRun(scoped ReadOnlySpan<char> text)
    {
        // No further than this at once: a run that is refused is looked at again a few characters on.
        const int Longest = 256;
        text = text[..Math.Min(text.Length, Longest)];
        var length = text.IndexOfAnyExcept(PrintableAscii);
        var run = length < 0 ? text : text[..length];
        if (run.Length < Mixed || run.Contains("  ", StringComparison.Ordinal))
        {
            return 0;
        }

        length = run.Length;
        if (run[0] == ' ')
        {
            OpenGap();
            run = run[1..];
        }

        var endsInSpace = run[^1] == ' ';
        run = endsInSpace ? run[..^1] : run;
        CloseGap();
        run.CopyTo(_characters.AsSpan(Length));
        Length += run.Length;
        if (endsInSpace)
        {
            OpenGap();
        }

        return length;
    }

    /// <summary>Adds at least so many characters one by one (one more when a pair would be cut); returns how many it were.</summary>
    private int AppendMixed(scoped ReadOnlySpan<char> text, int count)
    {
        var at = 0;
        while (at < count)
        {
            var character = text[at];
            if (character is > ' ' and <= '~')
            {
                CloseGap();
                _characters[Length++] = character;
                at++;
            }
            else if (character == ' ' || char.IsWhiteSpace(character))
            {
                OpenGap();
                at++;
            }
            else
            {
                at += AppendOther(text, at);
            }
        }

        return at;
    }

    private int AppendOther(scoped ReadOnlySpan<char> text, int at)
    {
        var length = HiddenCharacters.VisibleLength(text, at);
        if (length > 0)
        {
            CloseGap();
            text.Slice(at, length).CopyTo(_characters.AsSpan(Length));
            Length += length;
            return length;
        }

        if (HtmlEntities.MeantByControl(text[at]) is var meant and not '\0')
        {
            CloseGap();
            _characters[Length++] = meant;
        }

        return 1;
    }

    /// <summary>A line ends here. Hard-wrapped text breaks lines within sentences, so only two in a row end a block.</summary>
    public void BreakLine() => _gap = _gap >= Gap.Line ? Gap.Block : Gap.Line;

    /// <summary>A block (paragraph, list item, table cell) ends here.</summary>
    public void BreakBlock() => _gap = Gap.Block;

    public override readonly string ToString() => new(_characters, 0, Length);

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_characters);

    private void OpenGap() => _gap = _gap == Gap.None ? Gap.Space : _gap;

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
