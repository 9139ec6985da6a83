namespace FeedWatch.Core.Topics;

/// <summary>Kinds of tokens of the topic language.</summary>
internal enum TopicTokenKind : byte
{
    Word,
    Exact,
    Phrase,
    Regex,
    Field,
    Open,
    Close,
    And,
    Or,
    Not,
    Near,
    OrderedNear,
    End,
}

/// <summary>One token. <paramref name="Text"/> is its content without quotes, slashes, <c>=</c> or colon.</summary>
internal readonly record struct TopicToken(TopicTokenKind Kind, int Position, int Length, string Text, int Distance = 0);

/// <summary>Splits an expression into tokens. Never throws; what is wrong becomes an error and is left out.</summary>
internal sealed class TopicLexer(string expression, List<TopicError> errors)
{
    private const int MaxDistance = 1000;
    private int _position;

    internal List<TopicToken> ReadAll()
    {
        var tokens = new List<TopicToken>();
        while (true)
        {
            var token = Next();
            if (token is null)
                continue;
            tokens.Add(token.Value);
            if (token.Value.Kind == TopicTokenKind.End)
                return tokens;
        }
    }

    private TopicToken? Next()
    {
        while (_position < expression.Length && char.IsWhiteSpace(expression[_position]))
            _position++;
        if (_position == expression.Length)
            return new TopicToken(TopicTokenKind.End, _position, 0, "");
        var c = expression[_position];
        return c switch
        {
            '(' => One(TopicTokenKind.Open),
            ')' => One(TopicTokenKind.Close),
            '/' => ReadRegex(),
            '=' => ReadExact(),
            _ when ClosingQuote(c) is { } closing => ReadPhrase(closing),
            _ => ReadWord(),
        };
    }

    private TopicToken One(TopicTokenKind kind) => new(kind, _position++, 1, "");

    private TopicToken? ReadPhrase(string closing)
    {
        var start = _position;
        var end = expression.AsSpan(start + 1).IndexOfAny(closing);
        if (end < 0)
        {
            _position = expression.Length;
            Error(start, expression.Length - start, "The quote opened here is never closed.", $"Write {expression[start..]}\" or leave the quote out.");
            return null;
        }
        _position = start + end + 2;
        return new TopicToken(TopicTokenKind.Phrase, start, end + 2, expression.Substring(start + 1, end));
    }

    private TopicToken? ReadRegex()
    {
        var start = _position;
        for (var i = start + 1; i < expression.Length; i++)
        {
            if (expression[i] == '\\')
                i++;
            else if (expression[i] == '/')
            {
                _position = i + 1;
                return new TopicToken(TopicTokenKind.Regex, start, i + 1 - start, expression[(start + 1)..i]);
            }
        }
        _position = expression.Length;
        Error(start, expression.Length - start, "The regular expression opened here has no closing '/'.",
            "Close it as in /pattern/, or put the text in quotes if the slash is meant.");
        return null;
    }

    private TopicToken? ReadExact()
    {
        var start = _position++;
        if (_position < expression.Length && ClosingQuote(expression[_position]) is { } closing)
        {
            var phrase = ReadPhrase(closing);
            return phrase is null ? null : new TopicToken(TopicTokenKind.Exact, start, _position - start, phrase.Value.Text);
        }
        var end = EndOfWord(_position);
        if (end == _position)
        {
            Error(start, 1, "'=' needs a word right behind it.", "Write =Word for exactly this form and case.");
            return null;
        }
        _position = end;
        if (expression.AsSpan(start, end - start).IndexOfAny('*', '?') is > 1 and var sign)
            Warn(start + sign, 1, $"'{expression[start + sign]}' is no wildcard behind '='.", "Write =Word without it, or the wildcard without '='.");
        return new TopicToken(TopicTokenKind.Exact, start, end - start, expression[(start + 1)..end]);
    }

    private TopicToken? ReadWord()
    {
        var start = _position;
        var end = EndOfWord(start);
        var text = expression[start..end];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && IsField(text, colon, end))
        {
            _position = start + colon + 1;
            return new TopicToken(TopicTokenKind.Field, start, colon + 1, text[..colon].ToLowerInvariant());
        }
        _position = end;
        WarnAboutSigns(text, start);
        switch (text)
        {
            case "AND":
                return new TopicToken(TopicTokenKind.And, start, 3, text);
            case "OR":
                return new TopicToken(TopicTokenKind.Or, start, 2, text);
            case "NOT":
                return new TopicToken(TopicTokenKind.Not, start, 3, text);
            case "&&" or "||":
                Error(start, 2, $"'{text}' is not an operator here.", text == "&&" ? "Write AND." : "Write OR.");
                return null;
        }
        return IsNear(text) ? ReadNear(text, start) : new TopicToken(TopicTokenKind.Word, start, end - start, text);
    }

    /// <summary>A known field, however it is written; another name only in small letters and with something right behind the colon.</summary>
    private bool IsField(string text, int colon, int end) => TopicFieldNames.IsKnown(text[..colon].ToLowerInvariant())
        || IsFieldName(text.AsSpan(0, colon)) && (colon + 1 < text.Length || end < expression.Length && !char.IsWhiteSpace(expression[end]));

    /// <summary>What other search boxes read as operators.</summary>
    private void WarnAboutSigns(string text, int start)
    {
        if (text.Length > 1 && text[0] is '-' or '!' or '+' && char.IsLetter(text[1]))
            Warn(start, 1, $"'{text[0]}' in front of a word is not read.", text[0] == '+' ? "Write AND between words that must all be there." : $"Write NOT {text[1..]} to exclude it.");
        else if (IsNear(text.ToUpperInvariant()) && text.Contains('/', StringComparison.Ordinal) && !IsNear(text))
            Warn(start, text.Length, $"'{text}' in small letters is a word, not an operator.", $"Write {text.ToUpperInvariant()} if you mean the operator.");
    }

    private static bool IsNear(string text) => text is "NEAR" or "ONEAR"
        || text.StartsWith("NEAR/", StringComparison.Ordinal) || text.StartsWith("ONEAR/", StringComparison.Ordinal);

    private TopicToken? ReadNear(string text, int start)
    {
        var ordered = text[0] == 'O';
        var name = ordered ? "ONEAR" : "NEAR";
        var number = text.AsSpan(Math.Min(text.Length, name.Length + 1));
        var kind = ordered ? TopicTokenKind.OrderedNear : TopicTokenKind.Near;
        if (!int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var distance))
        {
            Error(start, text.Length, number.IsEmpty ? $"{name} needs a number of words." : $"'{number}' is not a number of words.", $"Write {name}/5.");
            return new TopicToken(kind, start, text.Length, text, 5);
        }
        if (distance > MaxDistance)
            Error(start, text.Length, $"{name}/{distance} is too far: at most {MaxDistance} words.", $"Write {name}/20, or AND if the distance does not matter.");
        else if (distance > 50)
            Warn(start, text.Length, $"{name}/{distance} is wider than most sentences.", $"Write {name}/20, or AND if the distance does not matter.");
        return new TopicToken(kind, start, text.Length, text, distance);
    }

    private int EndOfWord(int start)
    {
        var end = start;
        while (end < expression.Length && !char.IsWhiteSpace(expression[end]) && expression[end] is not ('(' or ')') && ClosingQuote(expression[end]) is null)
            end++;
        return end;
    }

    private static bool IsFieldName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c))
                return false;
        }
        return true;
    }

    /// <summary>What closes a quote opened by <paramref name="c"/>; null when it is no quote.</summary>
    private static string? ClosingQuote(char c) => c switch
    {
        '"' or '\u201C' or '\u201D' or '\u201E' or '\uFF02' => "\"\u201C\u201D\uFF02",
        '«' => "»",
        '»' => "«",
        '「' => "」",
        _ => null,
    };

    private void Error(int position, int length, string message, string remedy) =>
        errors.Add(new TopicError(expression, position, length, message, remedy, IsWarning: false));

    private void Warn(int position, int length, string message, string remedy) =>
        errors.Add(new TopicError(expression, position, length, message, remedy, IsWarning: true));
}
