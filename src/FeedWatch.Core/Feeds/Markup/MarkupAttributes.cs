using System.Buffers;
using System.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>Walks over the attributes of a start tag: quoted, unquoted, or without a value.</summary>
internal ref struct MarkupAttributes(ReadOnlySpan<byte> attributes)
{
    /// <summary>What comes after so many attributes of one tag is not looked at.</summary>
    private const int Maximum = 256;

    private static readonly SearchValues<byte> EndsName = SearchValues.Create(" \t\r\n\f="u8);
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n\f"u8);

    private ReadOnlySpan<byte> _rest = attributes;
    private int _count;

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value as printed, references not replaced.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool Read()
    {
        _rest = _rest.TrimStart(" \t\r\n\f/\"'=?"u8);
        if (_rest.IsEmpty || _count++ == Maximum)
        {
            return false;
        }

        var end = _rest.IndexOfAny(EndsName);
        Name = end < 0 ? _rest : _rest[..end];
        Value = default;
        var after = _rest[Name.Length..].TrimStart(" \t\r\n\f"u8);
        if (after.IsEmpty || after[0] != '=')
        {
            _rest = after;
            return true;
        }

        after = after[1..].TrimStart(" \t\r\n\f"u8);
        if (!after.IsEmpty && after[0] is (byte)'"' or (byte)'\'')
        {
            var close = after[1..].IndexOf(after[0]);
            Value = close < 0 ? after[1..] : after.Slice(1, close);
            _rest = close < 0 ? default : after[(close + 2)..];
        }
        else
        {
            var space = after.IndexOfAny(Space);
            Value = space < 0 ? after : after[..space];
            _rest = after[Value.Length..];
        }

        return true;
    }

    /// <summary>The value of an attribute by its name in any case, with or without a prefix; false when there is none.</summary>
    public static bool TryGet(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var walk = new MarkupAttributes(attributes);
        while (!attributes.IsEmpty && walk.Read())
        {
            var local = walk.Name[(walk.Name.LastIndexOf((byte)':') + 1)..];
            if (Ascii.EqualsIgnoreCase(local, name))
            {
                value = walk.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The values of three attributes in one walk; empty where there is none. The first of a name counts.</summary>
    public static void Get(
        ReadOnlySpan<byte> attributes,
        ReadOnlySpan<byte> firstName,
        ReadOnlySpan<byte> secondName,
        ReadOnlySpan<byte> thirdName,
        out ReadOnlySpan<byte> first,
        out ReadOnlySpan<byte> second,
        out ReadOnlySpan<byte> third)
    {
        first = second = third = default;
        var walk = new MarkupAttributes(attributes);
        while (!attributes.IsEmpty && walk.Read())
        {
            var local = walk.Name[(walk.Name.LastIndexOf((byte)':') + 1)..];
            if (first.IsEmpty && Ascii.EqualsIgnoreCase(local, firstName))
            {
                first = walk.Value;
            }
            else if (second.IsEmpty && Ascii.EqualsIgnoreCase(local, secondName))
            {
                second = walk.Value;
            }
            else if (third.IsEmpty && Ascii.EqualsIgnoreCase(local, thirdName))
            {
                third = walk.Value;
            }
        }
    }
}
