using System.Buffers;
using System.Text;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>
/// The entities that a document declares in its DOCTYPE, as far as they are plain: a short text in which no other entity stands.
/// Nothing is ever expanded twice, all expansions of a document together have a limit, and nothing outside of the document is read.
/// </summary>
internal sealed class DeclaredEntities
{
    private static readonly SearchValues<byte> EndsName = SearchValues.Create(" \t\r\n\"'<>"u8);

    private const int MaximumCount = 256;
    private const int LongestName = 64;
    private const int LongestText = 1_024;

    /// <summary>Characters that expansions may always put in; a longer document may as much again as it is long.</summary>
    private const int SmallestRoom = 64 * 1_024;

    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _textsBySpan;
    private int _room;

    private DeclaredEntities(int documentLength)
    {
        _textsBySpan = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        _room = Math.Max(SmallestRoom, documentLength);
    }

    /// <summary>The declarations in a DOCTYPE; null when there are none that count.</summary>
    public static DeclaredEntities? In(ReadOnlySpan<byte> doctype, int documentLength)
    {
        var entities = new DeclaredEntities(documentLength);
        while (entities._texts.Count < MaximumCount && doctype.IndexOf("<!"u8) is var next and >= 0)
        {
            if (doctype[..next].Contains((byte)'%'))
            {
                // Declarations from elsewhere are put in here, which nobody reads: what follows may mean something else (section 5.1).
                break;
            }

            doctype = doctype[(next + 2)..];
            if (doctype.StartsWith("--"u8))
            {
                var end = doctype.IndexOf("-->"u8);
                doctype = end < 0 ? default : doctype[(end + 3)..];
            }
            else if (doctype.StartsWith("ENTITY"u8))
            {
                doctype = entities.Declare(doctype["ENTITY".Length..]);
            }
        }

        return entities._texts.Count == 0 ? null : entities;
    }

    /// <summary>
    /// The length of the reference at the start of a text and what it stands for; 0 when it is none that was declared,
    /// or when too much has been put in already.
    /// </summary>
    public int Read(ReadOnlySpan<char> text, out string meant)
    {
        meant = "";
        var name = text[1..Math.Min(text.Length, LongestName + 2)];
        var end = name.IndexOf(';');
        if (end <= 0 || !_textsBySpan.TryGetValue(name[..end], out var found) || found.Length > _room)
        {
            return 0;
        }

        meant = found;
        _room -= found.Length;
        return end + 2;
    }

    /// <summary>Takes one declaration and returns what follows its text. The first of a name counts (XML 1.0, section 4.2).</summary>
    private ReadOnlySpan<byte> Declare(ReadOnlySpan<byte> declaration)
    {
        declaration = declaration.TrimStart(" \t\r\n"u8);
        var nameLength = declaration.IndexOfAny(EndsName);
        if (nameLength is <= 0 or > LongestName)
        {
            return declaration;
        }

        var name = Encoding.UTF8.GetString(declaration[..nameLength]);
        declaration = declaration[nameLength..].TrimStart(" \t\r\n"u8);
        if (declaration is not [(byte)'"' or (byte)'\'', ..])
        {
            // One of parameters, or one whose text stands outside of the document.
            return declaration;
        }

        var length = declaration[1..].IndexOf(declaration[0]);
        if (length is >= 0 and <= LongestText && TextOf(declaration.Slice(1, length)) is { } text)
        {
            _texts.TryAdd(name, text);
        }

        return length < 0 ? default : declaration[(length + 2)..];
    }

    /// <summary>The text with its numbers replaced, which the declaration does; null when another entity stands in it.</summary>
    private static string? TextOf(ReadOnlySpan<byte> printed)
    {
        var text = new StringBuilder();
        var rest = Encoding.UTF8.GetString(printed).AsSpan();
        while (rest.IndexOf('&') is var next and >= 0)
        {
            text.Append(rest[..next]);
            rest = rest[next..];
            var end = rest.IndexOf(';');
            if (end < 0)
            {
                return null;
            }

            if (rest is [_, '#', ..])
            {
                HtmlEntities.ParseNumber(rest[2..end], out var number);
                text.Append(HtmlEntities.FromNumber(number)?.ToString());
            }
            else if (rest[1..end] is "amp" or "lt" or "gt" or "quot" or "apos")
            {
                text.Append(rest[..(end + 1)]);
            }
            else
            {
                return null;
            }

            rest = rest[(end + 1)..];
        }

        return text.Append(rest).ToString();
    }
}
