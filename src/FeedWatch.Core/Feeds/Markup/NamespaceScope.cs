namespace FeedWatch.Core.Feeds.Markup;

/// <summary>
/// The prefixes in force. A declared address decides; where it is unknown or none is declared, the prefix
/// itself is believed, since publishers copy prefixes more faithfully than addresses.
/// </summary>
internal sealed class NamespaceScope
{
    private const int Maximum = 128;

    private readonly List<(byte[] Prefix, FeedNamespace Space)> _declared = [];

    /// <summary>How many declarations are in force; set it back when an element closes.</summary>
    public int Count
    {
        get => _declared.Count;
        set
        {
            if (value < _declared.Count)
            {
                _declared.RemoveRange(value, _declared.Count - value);
            }
        }
    }

    public void Declare(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> address)
    {
        if (_declared.Count == Maximum)
        {
            return;
        }

        if (!FeedNamespaces.TryGetByAddress(address, out var space) && !FeedNamespaces.TryGetByPrefix(prefix, out space))
        {
            space = prefix.IsEmpty ? FeedNamespace.Core : FeedNamespace.Other;
        }

        _declared.Add((prefix.ToArray(), space));
    }

    /// <summary>The namespace of a qualified name, and the name without its prefix.</summary>
    public FeedNamespace Resolve(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> local) => Resolve(name, out local, out _);

    /// <inheritdoc cref="Resolve(ReadOnlySpan{byte}, out ReadOnlySpan{byte})"/>
    public FeedNamespace Resolve(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> local, out bool isDeclared)
    {
        isDeclared = true;
        var colon = name.IndexOf((byte)':');
        var prefix = colon < 0 ? default : name[..colon];
        local = name[(colon + 1)..];
        for (var index = _declared.Count - 1; index >= 0; index--)
        {
            if (_declared[index].Prefix.AsSpan().SequenceEqual(prefix))
            {
                return _declared[index].Space;
            }
        }

        if (prefix.IsEmpty)
        {
            return FeedNamespace.Core;
        }

        isDeclared = false;
        return FeedNamespaces.TryGetByPrefix(prefix, out var space) ? space : FeedNamespace.Other;
    }
}
