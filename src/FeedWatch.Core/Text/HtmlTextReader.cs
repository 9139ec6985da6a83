using System.Buffers;

namespace FeedWatch.Core.Text;

/// <summary>One pass over HTML that keeps its text. No tree, no depth: only one hiding element is ever remembered.</summary>
internal ref struct HtmlTextReader(ReadOnlySpan<char> html, bool hidesElements)
{
    private static readonly SearchValues<char> EndsName = SearchValues.Create(" \t\r\n\f/><");

    private readonly ReadOnlySpan<char> _html = html;
    private readonly bool _hidesElements = hidesElements;
    private PlainTextWriter _writer = new(html.Length);
    private int _position;

    // The element whose content is being left out, and how many of its name are open.
    private ReadOnlySpan<char> _hiddenName;
    private int _hiddenDepth;

    // Where the next end mark is known to stand, or beyond the text when there is none: keeps repeated searches linear.
    private int _nextCommentEnd = -1;
    private int _nextCharacterDataEnd = -1;

    // An element of raw text was never closed: no other one is looked for, or many of them would cost quadratic time.
    private bool _hasOpenRawText;

    // End of the CDATA section that is being read, or -1.
    private int _characterDataEnd = -1;

    public readonly string Text => _writer.ToString();

    public readonly void Dispose() => _writer.Dispose();

    /// <summary>Reads all; false when a hiding element was never closed.</summary>
    public bool Read()
    {
        while (_position < _html.Length && _writer.Length <= HtmlText.MaximumLength)
        {
            var rest = _html[_position..];
            var length = rest.IndexOfAny('<', '&');
            if (_characterDataEnd >= _position && (length < 0 || _position + length > _characterDataEnd))
            {
                Append(rest[..(_characterDataEnd - _position)]);
                _position = _characterDataEnd + 3;
                _characterDataEnd = -1;
                continue;
            }

            if (length < 0)
            {
                Append(rest);
                break;
            }

            Append(rest[..length]);
            _position += length;
            if (rest[length] == '&')
            {
                ReadReference();
            }
            else
            {
                ReadMarkup();
            }
        }

        return _hiddenDepth == 0;
    }

    private void Append(scoped ReadOnlySpan<char> text)
    {
        if (_hiddenDepth == 0)
        {
            _writer.Append(text);
        }
    }

    private void ReadReference()
    {
        var rest = _html[_position..];
        _position += HtmlReference.Read(rest, out var first, out var second);
        if (first == '\0')
        {
            return;
        }

        ReadOnlySpan<char> characters = second == '\0' ? [first] : [first, second];
        Append(characters);
    }

    private void ReadMarkup()
    {
        var rest = _html[_position..];
        var next = rest.Length > 1 ? rest[1] : '\0';
        if (next == '!')
        {
            SkipDeclaration(rest);
        }
        else if (next == '?')
        {
            SkipTo(rest, '>');
        }
        else if (char.IsAsciiLetter(next) || (next == '/' && rest.Length > 2 && char.IsAsciiLetter(rest[2])))
        {
            ReadTag(rest, isEnd: next == '/');
        }
        else
        {
            Append("<");
            _position++;
        }
    }

    private void SkipDeclaration(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<![CDATA["))
        {
            var end = Find("]]>", ref _nextCharacterDataEnd);
            _characterDataEnd = end < _html.Length ? end : -1;
            _position += "<![CDATA[".Length;
            return;
        }

        if (rest.StartsWith("<!--") && Find("-->", ref _nextCommentEnd) is var commentEnd && commentEnd < _html.Length)
        {
            _position = commentEnd + 3;
            return;
        }

        SkipTo(rest, '>');
    }

    /// <summary>Place of a mark from here on, or the length of the text.</summary>
    private readonly int Find(string mark, ref int known)
    {
        if (known < _position + 2)
        {
            var at = _html[Math.Min(_position + 2, _html.Length)..].IndexOf(mark);
            known = at < 0 ? _html.Length : _position + 2 + at;
        }

        return known;
    }

    private void SkipTo(ReadOnlySpan<char> rest, char end)
    {
        var length = rest.IndexOf(end);
        _position = length < 0 ? _html.Length : _position + length + 1;
    }

    private void ReadTag(ReadOnlySpan<char> rest, bool isEnd)
    {
        var nameStart = isEnd ? 2 : 1;
        var nameLength = rest[nameStart..].IndexOfAny(EndsName);
        if (nameLength < 0)
        {
            // Cut off within a tag: nothing of it is text.
            _position = _html.Length;
            return;
        }

        var name = rest.Slice(nameStart, nameLength);
        var attributesStart = nameStart + nameLength;
        var end = rest[attributesStart] == '>' ? attributesStart : HtmlTag.FindEnd(rest, attributesStart);
        var attributes = rest[attributesStart..end];
        _position += Math.Min(end + 1, rest.Length);
        if (end < rest.Length && rest[end] == '<')
        {
            _position--;
        }

        // XHTML within a feed may carry a prefix: <xhtml:p>.
        var prefix = name.LastIndexOf(':');
        ApplyTag(name[(prefix + 1)..], attributes, isEnd);
    }

    private void ApplyTag(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes, bool isEnd)
    {
        if (_hiddenDepth > 0)
        {
            if (name.Equals(_hiddenName, StringComparison.OrdinalIgnoreCase))
            {
                _hiddenDepth += isEnd ? -1 : attributes.EndsWith("/") ? 0 : 1;
            }

            return;
        }

        var role = HtmlElements.RoleOf(name);
        if (role == HtmlElementRole.LineBreak)
        {
            _writer.BreakLine();
        }
        else if (role == HtmlElementRole.Block)
        {
            _writer.BreakBlock();
        }

        if (isEnd || attributes.EndsWith("/"))
        {
            return;
        }

        if (role == HtmlElementRole.RawHidden)
        {
            SkipRawText(name);
        }
        else if (_hidesElements && (role == HtmlElementRole.Hidden || HtmlTag.IsHidden(role, attributes)))
        {
            _hiddenName = name;
            _hiddenDepth = 1;
        }
    }

    /// <summary>
    /// Goes to the end tag. Where there is none, a script or style goes on to the end of the text, as in browsers; of the others only the
    /// tag is left out, since whoever writes "the &lt;title&gt; tag" goes on in words.
    /// </summary>
    private void SkipRawText(ReadOnlySpan<char> name)
    {
        var isCode = name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase);
        if (!isCode && _hasOpenRawText)
        {
            return;
        }

        for (var from = _position; ;)
        {
            var end = _html[from..].IndexOf("</");
            if (end < 0)
            {
                _position = isCode ? _html.Length : _position;
                _hasOpenRawText = !isCode;
                return;
            }

            from += end;
            if (_html[(from + 2)..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                _position = from;
                return;
            }

            from += 2;
        }
    }
}
