using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Says why an expression did not match, and what in the text came nearest.</summary>
internal sealed class NearestMiss(ItemText item, TopicTerms terms)
{
    private string _expression = "";

    internal string Of(TopicExpression expression)
    {
        _expression = expression.Text;
        return Of(expression.Clause, TopicFields.Text);
    }

    private string Of(TopicClause clause, TopicFields fields) => clause switch
    {
        WordClause word => OfWord(word, fields),
        SequenceClause sequence => OfSequence(sequence, fields),
        WordsClause words => OfWords(words, fields),
        NearClause near => OfNear(near, fields),
        PlacedOrClause { IsAlias: true } or => Of(or.Choices[0], fields) + ", nor an alias of it",
        OrClause { IsAlias: true } or => Of(or.Choices[0], fields) + ", nor an alias of it",
        PlacedOrClause or => "none of its alternatives: " + Join(or.Choices, fields),
        OrClause or => "none of its alternatives: " + Join(or.Choices, fields),
        AndClause and => Join([.. and.Parts.Where(p => !p.Matches(item, fields))], fields),
        NotClause not => $"excluded: '{Written(not.Inner)}' was found",
        FieldClause field => OfField(field),
        LanguageClause language => $"the item's language is '{(item.LanguageTag.Length == 0 ? "unknown" : item.LanguageTag)}', not '{language.Language}'",
        RegexClause => $"'{Written(clause)}' fits nothing in the text",
        _ => "not found",
    };

    private string Join(IReadOnlyList<TopicClause> clauses, TopicFields fields) => string.Join("; ", clauses.Select(c => Of(c, fields)).Distinct());

    private string Written(TopicClause clause) => _expression.Substring(clause.Node.Position, clause.Node.Length);

    private string OfField(FieldClause field) => field.Inner.Matches(item, TopicFields.Text)
        ? $"'{Written(field.Inner)}' is in the item, but not in its {FieldNames(field.Fields)}"
        : $"in the {FieldNames(field.Fields)}: {Of(field.Inner, field.Fields)}";

    private static string FieldNames(TopicFields fields) => fields == TopicFields.Body ? "body" : TopicFieldNames.Name(fields);

    private string OfWord(WordClause word, TopicFields fields)
    {
        var term = terms[word.Term];
        var near = term.Kind is TermKind.Acronym or TermKind.Exact ? OtherCase(term.Word, fields) : null;
        if (near == term.Word && term.Kind == TermKind.Acronym)
            return $"found '{near}', but all is in capitals there, and it may be the word";
        return near is null ? $"'{Written(word)}' not found" : term.Kind == TermKind.Acronym
            ? $"found '{near}', but the acronym must be written '{term.Word}'"
            : $"found '{near}', but '=' asks for exactly '{term.Word}'";
    }

    private string? OtherCase(string word, TopicFields fields)
    {
        for (var i = 0; i < item.WordCount; i++)
        {
            if ((item.FieldOf(i) & fields) != 0 && Folding.Fold(Folding.ExactForm(item.Printed(i))) == Folding.Fold(word))
                return item.Printed(i).ToString();
        }
        return null;
    }

    private string OfSequence(SequenceClause sequence, TopicFields fields)
    {
        var missing = sequence.Words.Where(w => !w.Matches(item, fields)).ToList();
        if (missing.Count == 0)
            return $"all words of '{Written(sequence)}' found, but not side by side in this order";
        var inflected = missing.Select(w => OtherForm(w, fields)).FirstOrDefault(f => f is not null);
        return inflected is null ? Missing(missing) : $"found '{inflected}', but a phrase asks for the form as written";
    }

    /// <summary>An inflected form of a phrase's word, which would have been enough without the quotes.</summary>
    private string? OtherForm(WordClause word, TopicFields fields)
    {
        if (terms[word.Term].Kind != TermKind.Form)
            return null;
        var stem = Stemmer.Stem(terms[word.Term].Word, item.Language);
        for (var i = 0; i < item.WordCount; i++)
        {
            if ((item.FieldOf(i) & fields) != 0 && Stemmer.Stem(Folding.Fold(Folding.ExactForm(item.Printed(i))), item.Language) == stem)
                return item.Printed(i).ToString();
        }
        return null;
    }

    private string OfWords(WordsClause words, TopicFields fields)
    {
        var missing = words.Words.Where(w => !w.Matches(item, fields)).ToList();
        if (missing.Count > 0)
            return missing.Count == 1 && missing[0] is not WordClause ? Of(missing[0], fields) : Missing(missing);
        return SpreadOf(words.Words, fields, words.Rule.Window, words.Rule.Heavy) is { } spread ? "all words found, but " + spread : "all words found, but not together";
    }

    private string OfNear(NearClause near, TopicFields fields)
    {
        if (!near.Left.Matches(item, fields))
            return Of(near.Left, fields);
        if (!near.Right.Matches(item, fields))
            return Of(near.Right, fields);
        var spread = SpreadOf(near, fields);
        return near.Rule.Ordered && spread is null ? "both sides found, but in the other order" : "both sides found, but " + (spread ?? "too far apart");
    }

    private string Missing(List<TopicClause> missing) => string.Join(", ", missing.Select(m => $"'{Written(m)}'")) + " not found";

    private string Missing(IEnumerable<PlacedClause> missing) => Missing([.. missing.Cast<TopicClause>()]);

    /// <summary>Whether all parts stand together somewhere.</summary>
    internal bool AreTogether(PlacedClause[] parts, WordsNode rule) =>
        Nearest(parts, TopicFields.Text) is not null && SpreadOf(parts, TopicFields.Text, rule.Window, rule.Heavy) is null;

    /// <summary>How far apart the nearest places of all parts are.</summary>
    private string? SpreadOf(PlacedClause[] parts, TopicFields fields, int window, int heavy)
    {
        if (Nearest(parts, fields) is not var (first, last, _))
            return null;
        if (Apart(first, last) is { } apart)
            return apart;
        if (last - first + 1 > window)
            return $"{last - first + 1} words apart, and at most {window} count";
        return item.IsTerse(first, last, heavy) ? null : "too much else is said between them";
    }

    /// <summary>How far apart the nearest places of both sides are, counted as it is written: in words between them.</summary>
    private string? SpreadOf(NearClause near, TopicFields fields)
    {
        if (Nearest([near.Left, near.Right], fields) is not var (first, last, between))
            return null;
        return Apart(first, last) ?? (between > near.Rule.Distance ? $"with {between} words between them, and at most {near.Rule.Distance} count" : null);
    }

    private string? Apart(int first, int last) => item.FieldAt(first) != item.FieldAt(last) ? "in different fields"
        : item.InOneSentence(first, last) ? null : "in two sentences";

    private (int First, int Last, int Between)? Nearest(PlacedClause[] parts, TopicFields fields)
    {
        var places = new List<(WordSpan Span, int Part)>();
        for (var i = 0; i < parts.Length; i++)
        {
            var found = item.Rent();
            parts[i].Find(item, fields, found, firstOnly: false);
            foreach (var span in found)
                places.Add((span, i));
            item.Return(found);
        }
        places.Sort((a, b) => a.Span.First.CompareTo(b.Span.First));
        return Closest(places, parts.Length);
    }

    private static (int First, int Last, int Between)? Closest(List<(WordSpan Span, int Part)> places, int parts)
    {
        var latest = new WordSpan[parts];
        Array.Fill(latest, new WordSpan(-1, -1));
        (int First, int Last, int Between)? best = null;
        foreach (var (span, part) in places)
        {
            latest[part] = span;
            var first = latest.MinBy(place => place.First);
            if (first.First >= 0 && (best is not { } nearest || span.Last - first.First < nearest.Last - nearest.First))
                best = (first.First, Math.Max(span.Last, first.First), span.First - first.Last - 1);
        }
        return best;
    }
}
