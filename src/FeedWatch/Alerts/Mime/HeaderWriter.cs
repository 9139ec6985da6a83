using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>Header fields, folded at 76 characters where there is a space to fold at (RFC 5322 §2.2.3).</summary>
internal sealed class HeaderWriter
{
    private const int LineLimit = 76;

    private readonly StringBuilder _text = new();

    /// <summary>A field of free text, cleaned and encoded as needed.</summary>
    public void AddText(string name, string text)
    {
        var clean = HeaderText.Clean(text);
        AddTokens(name, EncodedWords.AreNeededFor(clean) ? EncodedWords.Encode(clean, LineLimit - name.Length - 2) : clean.Split(' '));
    }

    /// <summary>A field with an address: <c>Name &lt;address&gt;</c>, or the address alone.</summary>
    public void AddMailbox(string name, Mailbox mailbox) =>
        AddPhrase(name, mailbox.Name, mailbox.Name is null ? mailbox.Address : $"<{mailbox.Address}>");

    /// <summary>A name in any script before an address or identifier.</summary>
    public void AddPhrase(string name, string? phrase, string bracketed) =>
        AddTokens(name, string.IsNullOrEmpty(phrase) ? [bracketed] : [.. Phrase(HeaderText.Clean(phrase), LineLimit - name.Length - 2), bracketed]);

    /// <summary>A field of fixed syntax; a line may break between the tokens.</summary>
    public void AddTokens(string name, IEnumerable<string> tokens)
    {
        _text.Append(name).Append(':');
        var column = name.Length + 1;
        foreach (var token in tokens)
        {
            if (column > name.Length + 1 && column + 1 + token.Length > LineLimit)
            {
                _text.Append("\r\n");
                column = 0;
            }

            _text.Append(' ').Append(token);
            column += 1 + token.Length;
        }

        _text.Append("\r\n");
    }

    public override string ToString() => _text.ToString();

    private static IEnumerable<string> Phrase(string phrase, int firstLimit)
    {
        if (EncodedWords.AreNeededFor(phrase))
        {
            return EncodedWords.Encode(phrase, firstLimit);
        }

        return phrase.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-')
            ? phrase.Split(' ')
            : $"\"{phrase.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"".Split(' ');
    }
}
