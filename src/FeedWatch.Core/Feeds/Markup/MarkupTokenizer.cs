using System.Buffers;

namespace FeedWatch.Core.Feeds.Markup;

internal enum MarkupToken
{
    None,
    StartTag,
    EndTag,
    Text,
    CharacterData,
}

/// <summary>
/// Cuts UTF-8 markup into tags and text. Takes XML, HTML and anything broken between them: what is no markup is text,
/// and the damage is noted. Comments, instructions and the DOCTYPE are passed over.
/// Linear in the input, allocates nothing.
/// </summary>
internal ref struct MarkupTokenizer(ReadOnlySpan<byte> source, MarkupDamage damage)
{
    private static readonly SearchValues<byte> EndsName = SearchValues.Create(" \t\r\n\f/>=<\"'"u8);

    private readonly ReadOnlySpan<byte> _source = source;
    private readonly MarkupDamage _damage = damage;
    private int _position;

    // Where the next end mark is known to stand, or the length when there is none: keeps repeated searches linear.
    private int _nextCharacterDataEnd;
    private int _nextCommentEnd;
    private int _nextInstructionEnd;

    public MarkupToken Token { get; private set; }

    /// <summary>Byte at which the current token starts.</summary>
    public int Start { get; private set; }

    /// <summary>Byte after the current token.</summary>
    public readonly int Position => _position;

    /// <summary>Qualified name of the current tag, as printed.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Text or character data as printed; the attributes of a start tag.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool IsSelfClosing { get; private set; }

    /// <summary>A DOCTYPE was passed: HTML entities may have been declared there.</summary>
    public bool HasDoctype { get; private set; }

    /// <summary>The DOCTYPE as printed, with its internal subset; empty before it was passed.</summary>
    public ReadOnlySpan<byte> Doctype { get; private set; }

    /// <summary>Goes to the next token.</summary>
    /// <param name="container">Name of the element whose text is being read: an unclosed CDATA section ends there.</param>
    public bool Read(ReadOnlySpan<byte> container = default)
    {
        while (_position < _source.Length)
        {
            Start = _position;
            var rest = _source[_position..];
            if (rest[0] != '<')
            {
                return TakeText(rest.IndexOf((byte)'<'));
            }

            var next = rest.Length > 1 ? rest[1] : (byte)0;
            if (next == '/')
            {
                if (TakeEndTag(rest))
                {
                    return true;
                }
            }
            else if (next == '!')
            {
                if (TakeDeclaration(rest, container))
                {
                    return true;
                }

                continue;
            }
            else if (next == '?')
            {
                Skip(rest, "?>"u8, ref _nextInstructionEnd);
                continue;
            }
            else if (IsNameStart(next) && TakeStartTag(rest))
            {
                return true;
            }

            _damage.Add(MarkupDamageKind.BareLessThan, _position);
            var following = rest[1..].IndexOf((byte)'<');
            return TakeText(following < 0 ? -1 : following + 1);
        }

        Start = _position;
        Token = MarkupToken.None;
        return false;
    }

    /// <summary>Goes back before the current token, so that it is read again.</summary>
    public void Unread() => _position = Start;

    private static bool IsNameStart(byte value) => char.IsAsciiLetter((char)value) || value is (byte)'_' or >= 0x80;

    private bool TakeText(int length)
    {
        Token = MarkupToken.Text;
        Value = length < 0 ? _source[_position..] : _source.Slice(_position, length);
        _position += Value.Length;
        return true;
    }

    private bool TakeEndTag(ReadOnlySpan<byte> rest)
    {
        var length = rest[2..].IndexOfAny(EndsName);
        if (length == 0 || rest.Length == 2)
        {
            return false;
        }

        Token = MarkupToken.EndTag;
        Name = length < 0 ? rest[2..] : rest.Slice(2, length);
        var end = 2 + Name.Length;
        if (end < rest.Length && rest[end] == '>')
        {
            _position += end + 1;
            return true;
        }

        var turn = rest[end..].IndexOfAny((byte)'<', (byte)'>');
        if (turn >= 0 && rest[end + turn] == '>')
        {
            _position += end + turn + 1;
            return true;
        }

        _damage.Add(MarkupDamageKind.UnclosedTag, _position);
        _position = turn < 0 ? _source.Length : _position + end + turn;
        return true;
    }

    private bool TakeStartTag(ReadOnlySpan<byte> rest)
    {
        var length = rest[1..].IndexOfAny(EndsName);
        if (length < 0)
        {
            return false;
        }

        var nameEnd = 1 + length;
        var valuesWithLessThan = 0;
        var end = rest[nameEnd] == '>' ? nameEnd : StartTag.FindEnd(rest, nameEnd, ref valuesWithLessThan);
        if (end < 0)
        {
            return false;
        }

        if (valuesWithLessThan > 0)
        {
            _damage.Add(MarkupDamageKind.BareLessThan, _position);
        }

        Token = MarkupToken.StartTag;
        Name = rest.Slice(1, length);
        IsSelfClosing = rest[end - 1] == '/';
        Value = rest[nameEnd..(IsSelfClosing ? end - 1 : end)];
        _position += end + 1;
        return true;
    }

    private bool TakeDeclaration(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> container)
    {
        if (rest.StartsWith("<![CDATA["u8))
        {
            TakeCharacterData(container);
            return true;
        }

        if (rest.StartsWith("<!--"u8))
        {
            Skip(rest, "-->"u8, ref _nextCommentEnd);
            return false;
        }

        if (!HasDoctype && rest.Length > 9 && System.Text.Ascii.EqualsIgnoreCase(rest[2..9], "DOCTYPE"u8))
        {
            HasDoctype = true;
            var length = Markup.Doctype.LengthOf(rest);
            if (length > 0)
            {
                Doctype = rest[..length];
                _position += length;
                return false;
            }
        }

        SkipToGreaterThan(rest);
        return false;
    }

    private void TakeCharacterData(ReadOnlySpan<byte> container)
    {
        const int Opening = 9;
        Token = MarkupToken.CharacterData;
        var from = _position + Opening;
        var end = Find("]]>"u8, from, ref _nextCharacterDataEnd);
        var closed = end < _source.Length;
        var value = _source[from..end];

        // Where another section opens before this one ends, this one was probably never closed: it ends with its element.
        var suspect = closed ? value.IndexOf("<![CDATA["u8) : value.Length;
        if (suspect >= 0)
        {
            var elementEnd = FindEndTag(value[..suspect], container);
            if (elementEnd >= 0 || !closed)
            {
                _damage.Add(MarkupDamageKind.UnclosedCharacterData, _position);
                Value = elementEnd < 0 ? value : value[..elementEnd];
                _position = from + Value.Length;
                return;
            }
        }

        Value = value;
        _position = end + 3;
    }

    private static int FindEndTag(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var from = 0; !name.IsEmpty;)
        {
            var at = text[from..].IndexOf("</"u8);
            if (at < 0)
            {
                break;
            }

            from += at + 2;
            if (text[from..].StartsWith(name) && text.Length > from + name.Length && text[from + name.Length] == '>')
            {
                return from - 2;
            }
        }

        return -1;
    }

    private void Skip(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> mark, ref int nextMark)
    {
        var end = Find(mark, _position + 2, ref nextMark);
        if (end < _source.Length)
        {
            _position = end + mark.Length;
            return;
        }

        _damage.Add(MarkupDamageKind.UnclosedComment, _position);
        var turn = rest[1..].IndexOfAny((byte)'<', (byte)'>');
        _position = turn < 0 ? _source.Length : _position + turn + (rest[turn + 1] == '>' ? 2 : 1);
    }

    private void SkipToGreaterThan(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'>');
        _position = end < 0 ? _source.Length : _position + end + 1;
    }

    /// <summary>Place of the mark from a position on, or the length of the document.</summary>
    private readonly int Find(ReadOnlySpan<byte> mark, int from, ref int known)
    {
        if (known < from)
        {
            var at = from <= _source.Length ? _source[from..].IndexOf(mark) : -1;
            known = at < 0 ? _source.Length : from + at;
        }

        return known;
    }
}
