using System.Buffers;
using System.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>
/// Reads RSS, Atom and CDF, which in the wild are one language: elements are known by their names wherever they stand,
/// their rank decides between several (<see cref="Rank"/>). One pass, with a stack of open elements and no tree.
/// </summary>
internal ref partial struct MarkupFeedReader(ReadOnlySpan<byte> source, FeedBuilder feed, TextBuffer text, FeedParserOptions options)
{
    /// <summary>Elements nested deeper are passed over.</summary>
    private const int MaximumDepth = 256;
    private const int UsualDepth = 16;

    /// <summary>Controls that XML 1.0 forbids; they are dropped where text is made of them.</summary>
    private static readonly SearchValues<byte> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Except(['\t', '\n', '\r']).Select(code => (byte)code)]);

    private readonly ReadOnlySpan<byte> _source = source;
    private readonly FeedBuilder _feed = feed;
    private readonly TextBuffer _text = text;
    private readonly NamespaceScope _namespaces = new();
    private MarkupTokenizer _tokens = new(source, feed.Damage);
    private Frame _current = new() { Base = options.BaseUri };
    private Frame[] _frames = new Frame[UsualDepth];
    private int _depth;
    private int _itemDepth;
    private bool _isHtml;
    private bool _knowsDoctype;

    // The author that is being read.
    private string? _personName;
    private string? _personEmail;
    private string? _personText;

    private enum Scope : byte
    {
        Document,
        Feed,
        Item,
        Person,
        Source,
        SkipHours,
        SkipDays,
        Aside,
    }

    /// <summary>Reads all of the document into the feed.</summary>
    public void Read()
    {
        if (_source.IndexOfAny(Forbidden) is var place and >= 0)
        {
            _feed.Damage.Add(MarkupDamageKind.ForbiddenCharacter, place);
        }

        while (_tokens.Read())
        {
            switch (_tokens.Token)
            {
                case MarkupToken.StartTag:
                    OpenElement();
                    break;
                case MarkupToken.EndTag:
                    CloseElement();
                    break;
                default:
                    ReadLooseText();
                    break;
            }

            if (_feed.IsTruncated)
            {
                return;
            }
        }

        CloseDocument();
    }

    private void OpenElement()
    {
        if (_tokens.HasDoctype && !_knowsDoctype)
        {
            _knowsDoctype = true;
            _text.Declared = DeclaredEntities.In(_tokens.Doctype, _source.Length);
        }

        var frame = _current;
        frame.NameStart = _tokens.Start + 1;
        frame.NameLength = _tokens.Name.Length;
        frame.NamespaceCount = _namespaces.Count;
        if (_tokens.Value.Length > 0 && _tokens.Value.IndexOf("xml"u8) >= 0)
        {
            ReadDeclarations(ref frame);
        }

        var space = _namespaces.Resolve(_tokens.Name, out var local, out var isDeclared);
        if (!isDeclared)
        {
            _feed.Damage.Add(MarkupDamageKind.UndeclaredPrefix, _tokens.Start);
        }

        var element = FeedElements.Find(space, local);
        if (element == FeedElement.Item && !_isHtml)
        {
            OpenItem(frame);
            return;
        }

        var isSelfClosing = _tokens.IsSelfClosing;
        var isRead = frame.Scope switch
        {
            Scope.Document => ReadInDocument(element, space, ref frame),
            Scope.Feed => ReadInFeed(element, space, ref frame),
            Scope.Item => ReadInItem(element, space, ref frame),
            Scope.Person => ReadInPerson(element),
            Scope.Source => ReadInSource(element, ref frame),
            Scope.SkipHours or Scope.SkipDays => ReadSkip(frame.Scope),
            _ => false,
        };
        if (isRead || isSelfClosing)
        {
            _namespaces.Count = frame.NamespaceCount;
            return;
        }

        Push(frame);
    }

    private void Push(in Frame frame)
    {
        if (_depth == MaximumDepth)
        {
            _feed.Damage.Add(MarkupDamageKind.TooDeep, _tokens.Start);
            _namespaces.Count = frame.NamespaceCount;
            return;
        }

        if (_depth == _frames.Length)
            Array.Resize(ref _frames, MaximumDepth);
        _frames[_depth++] = _current;
        _current = frame;
    }

    private void Pop()
    {
        if (_current.Scope == Scope.Person && _frames[_depth - 1].Scope is not Scope.Person and var scope)
        {
            ClosePerson(scope);
        }

        _namespaces.Count = _current.NamespaceCount;
        if (_depth == _itemDepth)
        {
            _itemDepth = 0;
            _feed.CommitItem();
        }

        _current = _frames[--_depth];
    }

    private void CloseElement()
    {
        if (_depth > 0 && IsNameOf(_current, _tokens.Name))
        {
            Pop();
            return;
        }

        var depth = DepthOf(_tokens.Name);
        if (depth == 0)
        {
            if (!_isHtml)
            {
                _feed.Damage.Add(MarkupDamageKind.StrayEndTag, _tokens.Start);
            }

            return;
        }

        _feed.Damage.Add(MarkupDamageKind.UnclosedElement, _tokens.Start);
        PopTo(depth - 1);
    }

    private void PopTo(int depth)
    {
        while (_depth > depth)
        {
            Pop();
        }
    }

    /// <summary>How deep the innermost open element of a name stands, or 0.</summary>
    private readonly int DepthOf(ReadOnlySpan<byte> name)
    {
        if (_depth > 0 && IsNameOf(_current, name))
        {
            return _depth;
        }

        for (var depth = _depth - 1; depth > 0; depth--)
        {
            if (IsNameOf(_frames[depth], name))
            {
                return depth;
            }
        }

        return 0;
    }

    private readonly bool IsNameOf(in Frame frame, ReadOnlySpan<byte> name) =>
        frame.NameLength == name.Length && Ascii.EqualsIgnoreCase(_source.Slice(frame.NameStart, frame.NameLength), name);

    private void OpenItem(Frame frame)
    {
        if (_itemDepth > 0)
        {
            // The one before was not closed; that another begins shows that it was complete.
            _feed.Damage.Add(MarkupDamageKind.UnclosedElement, _tokens.Start);
            PopTo(_itemDepth - 1);
        }

        while (_depth > 0 && _current.Scope is not (Scope.Feed or Scope.Document))
        {
            _feed.Damage.Add(MarkupDamageKind.UnclosedElement, _tokens.Start);
            Pop();
        }

        if (_feed.IsFull)
        {
            _feed.IsTruncated = true;
            return;
        }

        if (_feed.Format == FeedFormat.Unknown)
        {
            // A feed without its root: the items are there all the same.
            _feed.Format = Ascii.EqualsIgnoreCase(_tokens.Name, "entry"u8) ? FeedFormat.Atom10 : FeedFormat.Rss20;
        }

        frame.Scope = Scope.Item;
        frame.Nesting = 0;
        var isSelfClosing = _tokens.IsSelfClosing;
        Push(frame);
        _itemDepth = _depth;
        ReadItemAttributes(_tokens.Value);
        if (isSelfClosing)
        {
            Pop();
        }
    }

    private void CloseDocument()
    {
        if (_itemDepth > 0)
        {
            _feed.Item.Clear();
            _feed.Damage.Add(MarkupDamageKind.CutOff, _source.Length);
            _feed.Problems.Add(null, FeedProblemCodes.CutOff, "The document ends within its last item, which was left out.");
        }
        else if (_depth > 0 && !_isHtml)
        {
            _feed.Damage.Add(MarkupDamageKind.CutOff, _source.Length);
        }
    }

    /// <summary>One open element.</summary>
    private struct Frame
    {
        public int NameStart;
        public int NameLength;
        public Scope Scope;

        /// <summary>How many elements that mean nothing here stand between this one and its item or feed.</summary>
        public int Nesting;

        /// <summary>Namespaces declared outside of this element.</summary>
        public int NamespaceCount;
        public Uri? Base;
        public string? Language;
    }
}
