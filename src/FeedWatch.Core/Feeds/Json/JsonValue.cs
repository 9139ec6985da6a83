using System.Buffers;

namespace FeedWatch.Core.Feeds.Json;

/// <summary>
/// One JSON value as printed, with ways into it. Nothing is ever parsed as a whole and nothing is recursive: the end of a value
/// is found by counting brackets outside of strings, so that a broken or bottomless value costs no more than itself.
/// </summary>
internal readonly ref struct JsonValue(ReadOnlySpan<byte> printed)
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> EndsScalar = SearchValues.Create(",}] \t\r\n"u8);

    private static readonly SearchValues<byte> InNumber = SearchValues.Create("0123456789+-.eE"u8);

    public ReadOnlySpan<byte> Printed { get; } = printed;

    public bool IsObject => Printed is [(byte)'{', ..];

    public bool IsArray => Printed is [(byte)'[', ..];

    public bool IsString => Printed is [(byte)'"', ..];

    public bool IsNumber => Printed is [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..] && !Printed.ContainsAnyExcept(InNumber);

    /// <summary>Members of an object, or elements of an array.</summary>
    public Walk GetEnumerator() => new(Printed, IsObject);

    /// <summary>Length of the value at the start of a text, or -1 when it does not end.</summary>
    private static int LengthOf(ReadOnlySpan<byte> text) => text switch
    {
        [] => -1,
        [(byte)'"', ..] => StringLength(text),
        [(byte)'{' or (byte)'[', ..] => NestedLength(text),
        _ => text.IndexOfAny(EndsScalar),
    };

    private static int StringLength(ReadOnlySpan<byte> text)
    {
        for (var at = 1; ;)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0 || at + next + 1 > text.Length)
            {
                return -1;
            }

            at += next;
            if (text[at] == '"')
            {
                return at + 1;
            }

            at += 2;
            if (at > text.Length)
            {
                return -1;
            }
        }
    }

    private static int NestedLength(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(Brackets);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == '"')
            {
                var length = StringLength(text[at..]);
                if (length < 0)
                {
                    return -1;
                }

                at += length;
                continue;
            }

            depth += text[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            at++;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Walks over members or elements and stops at the first thing that is neither.</summary>
    public ref struct Walk
    {
        private readonly bool _hasNames;
        private ReadOnlySpan<byte> _rest;

        public Walk(ReadOnlySpan<byte> printed, bool hasNames)
        {
            _hasNames = hasNames;
            _rest = printed is [(byte)'{' or (byte)'[', ..] ? printed[1..] : default;
        }

        public readonly JsonMember Current => new(Name, new JsonValue(Value));

        /// <summary>The value that was met does not end: the document was cut off within it.</summary>
        public bool IsCutOff { get; private set; }

        private ReadOnlySpan<byte> Name { get; set; }

        private ReadOnlySpan<byte> Value { get; set; }

        public bool MoveNext()
        {
            _rest = _rest.TrimStart(" \t\r\n,"u8);
            if (_rest.IsEmpty)
            {
                IsCutOff = true;
                return false;
            }

            return _rest[0] is not ((byte)'}' or (byte)']') && (!_hasNames || TakeName()) && TakeValue();
        }

        private bool TakeName()
        {
            var length = _rest[0] == '"' ? StringLength(_rest) : -1;
            if (length < 0)
            {
                IsCutOff = true;
                return false;
            }

            Name = _rest[1..(length - 1)];
            _rest = _rest[length..].TrimStart(" \t\r\n"u8);
            if (!_rest.StartsWith(":"u8))
            {
                IsCutOff = true;
                return false;
            }

            _rest = _rest[1..].TrimStart(" \t\r\n"u8);
            return true;
        }

        private bool TakeValue()
        {
            var length = LengthOf(_rest);
            if (length <= 0)
            {
                IsCutOff = true;
                Value = _rest;
                _rest = default;
                return false;
            }

            Value = _rest[..length];
            _rest = _rest[length..];
            return true;
        }
    }
}

/// <summary>A member of an object; an element of an array has no name.</summary>
internal readonly ref struct JsonMember(ReadOnlySpan<byte> name, JsonValue value)
{
    public ReadOnlySpan<byte> Name { get; } = name;

    public JsonValue Value { get; } = value;
}
