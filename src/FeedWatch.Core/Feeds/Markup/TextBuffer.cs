using System.Buffers;
using System.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>Collects the characters of one element out of UTF-8 pieces. Reused for every element; give it back when done.</summary>
internal sealed class TextBuffer : IDisposable
{
    private char[] _characters = ArrayPool<char>.Shared.Rent(4096);

    public int Length { get; private set; }

    /// <summary>What the document declared itself, or null.</summary>
    public DeclaredEntities? Declared { get; set; }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Adds text in which nothing is escaped; invalid bytes become U+FFFD.</summary>
    public void AppendPlain(ReadOnlySpan<byte> text)
    {
        EnsureRoom(text.Length);
        Length += Encoding.UTF8.GetChars(text, _characters.AsSpan(Length));
    }

    /// <summary>Adds text that is read again as XML or HTML: only what the document declared itself is put in.</summary>
    public void AppendMarkup(ReadOnlySpan<byte> text)
    {
        var start = Length;
        AppendPlain(text);
        if (Declared is not null && _characters.AsSpan(start, Length - start).Contains('&'))
        {
            ExpandDeclared(start);
        }
    }

    /// <summary>Adds text of XML: its references are replaced, once.</summary>
    public void AppendEscaped(ReadOnlySpan<byte> text, MarkupDamage damage, int place, bool hasDoctype)
    {
        var start = Length;
        AppendMarkup(text);
        var first = _characters.AsSpan(start, Length - start).IndexOf('&');
        if (first >= 0)
        {
            Length = XmlReferences.Replace(_characters.AsSpan(0, Length), start + first, damage, place, hasDoctype);
        }
    }

    public void Append(ReadOnlySpan<char> text)
    {
        EnsureRoom(text.Length);
        text.CopyTo(_characters.AsSpan(Length));
        Length += text.Length;
    }

    public override string ToString() => new(Characters);

    public void Dispose() => ArrayPool<char>.Shared.Return(_characters);

    private void ExpandDeclared(int start)
    {
        var text = _characters.AsSpan(start, Length - start).ToString().AsSpan();
        Length = start;
        while (text.IndexOf('&') is var next and >= 0)
        {
            Append(text[..next]);
            text = text[next..];
            var length = Declared!.Read(text, out var meant);
            Append(length == 0 ? "&" : meant);
            text = text[Math.Max(length, 1)..];
        }

        Append(text);
    }

    private void EnsureRoom(int more)
    {
        if (_characters.Length - Length >= more)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, _characters.Length * 2));
        Characters.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_characters);
        _characters = larger;
    }
}
