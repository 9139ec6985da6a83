using System.Text;
using FeedWatch.Core.Feeds.Markup;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>Reads one OPML document.</summary>
internal sealed class OpmlReader : IDisposable
{
    private const int MaximumFolders = 16;
    private const int MaximumOutlines = 50_000;
    private const int MaximumValueLength = 8_192;

    private readonly TextBuffer _text = new();
    private readonly MarkupDamage _damage = new();
    private readonly FeedProblems _problems = new();
    private readonly List<OpmlOutline> _outlines = [];

    // One entry for each open outline: the name of a folder, or null for a subscription and for what is nested too deeply.
    private readonly Stack<string?> _open = new();
    private string? _title;
    private bool _isOpml;

    public void Dispose() => _text.Dispose();

    public OpmlDocument Read(ReadOnlySpan<byte> document)
    {
        var tokens = new MarkupTokenizer(document, _damage);
        while (_outlines.Count < MaximumOutlines && tokens.Read())
        {
            var isOutline = Ascii.EqualsIgnoreCase(tokens.Name, "outline"u8);
            if (tokens.Token == MarkupToken.EndTag && isOutline)
            {
                _open.TryPop(out _);
            }
            else if (tokens.Token == MarkupToken.StartTag && isOutline)
            {
                ReadOutline(tokens.Value, tokens.IsSelfClosing);
            }
            else if (tokens.Token == MarkupToken.StartTag && Ascii.EqualsIgnoreCase(tokens.Name, "title"u8))
            {
                ReadTitle(ref tokens);
            }

            _isOpml |= tokens.Token == MarkupToken.StartTag && Ascii.EqualsIgnoreCase(tokens.Name, "opml"u8);
        }

        if (_outlines.Count == MaximumOutlines)
        {
            var detail = $"There are {MaximumOutlines} subscriptions or more; the rest was not read.";
            _problems.Add(null, FeedProblemCodes.TooManyItems, detail);
        }

        foreach (var sentence in _damage.Sentences())
        {
            _problems.Add(null, FeedProblemCodes.IllFormed, sentence);
        }

        if (!_isOpml && _outlines.Count == 0)
        {
            _problems.Add(null, FeedProblemCodes.NotAFeed, "The document is no OPML.");
        }

        return new OpmlDocument(_title, _outlines, _problems.ToList());
    }

    private void ReadTitle(ref MarkupTokenizer tokens)
    {
        if (!tokens.IsSelfClosing && tokens.Read() && tokens.Token is MarkupToken.Text or MarkupToken.CharacterData)
        {
            var title = Decode(tokens.Value);
            _title ??= title.Length == 0 ? null : title;
        }
    }

    private void ReadOutline(ReadOnlySpan<byte> attributes, bool isSelfClosing)
    {
        var name = Attribute(attributes, "text"u8) ?? Attribute(attributes, "title"u8);
        var url = Attribute(attributes, "type"u8) == "rss" ? Attribute(attributes, "url"u8) : null;
        var printed = Attribute(attributes, "xmlUrl"u8) ?? url;
        if (printed is not null)
        {
            AddOutline(name, printed, Attribute(attributes, "htmlUrl"u8));
        }

        if (!isSelfClosing)
        {
            _open.Push(printed is null && _open.Count < MaximumFolders ? name : null);
        }
    }

    private void AddOutline(string? name, string printed, string? page)
    {
        var web = printed.Replace("feed://", "http://", StringComparison.OrdinalIgnoreCase);
        if (FeedLink.Resolve(web, baseUri: null) is not { } address)
        {
            var detail = $"'{FeedProblems.Excerpt(printed)}' is no web address; the subscription was left out.";
            _problems.Add(null, FeedProblemCodes.BadLink, detail);
            return;
        }

        string[] folders = [.. _open.Reverse().Where(folder => folder is not null).Select(folder => folder!)];
        _outlines.Add(new OpmlOutline(name, address, page is null ? null : FeedLink.Resolve(page, baseUri: null), folders));
    }

    private string? Attribute(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> name) =>
        MarkupAttributes.TryGet(attributes, name, out var value) && Decode(value) is { Length: > 0 } decoded ? decoded : null;

    private string Decode(ReadOnlySpan<byte> printed)
    {
        _text.Clear();
        _text.AppendEscaped(printed[..Math.Min(printed.Length, MaximumValueLength)], _damage, place: 0, hasDoctype: true);
        return PlainText.Clean(_text.Characters);
    }
}
