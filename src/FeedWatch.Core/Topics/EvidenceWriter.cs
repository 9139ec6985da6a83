namespace FeedWatch.Core.Topics;

/// <summary>
/// Writes down why a topic matched: which words, where, joined by which rule, and how well. For every clause the best place in each
/// field is shown; in it one evidence per word found, neighbours with the same rule together, in the order of the text.
/// </summary>
internal sealed class EvidenceWriter
{
    /// <summary>Places of one clause that are compared for the best; the first ones are the ones people read.</summary>
    private const int MaxCompared = 16;

    private readonly FoundWords _found = new();
    private readonly List<Evidence> _evidence = [];
    private List<FoundWord> _words = [];
    private List<FoundWord> _bestWords = [];
    private ItemText _item = null!;
    private string _expression = "";
    private int _best;
    private TopicFields _fieldsHit;

    /// <summary>The match of a topic that matches. One writer is used for match after match on one thread.</summary>
    internal TopicMatch Write(int handle, CompiledTopic topic, ItemText item, TopicTerms terms)
    {
        Begin(item, terms);
        foreach (var expression in topic.Any)
        {
            if (topic.Any.Length == 1 || expression.Matches(item))
                Write(expression);
        }
        foreach (var expression in topic.All)
            Write(expression);
        return new TopicMatch(handle, Score, _evidence.ToArray());
    }

    /// <summary>The evidence of one expression that matches.</summary>
    internal IReadOnlyList<Evidence> Write(TopicExpression expression, ItemText item, TopicTerms terms)
    {
        Begin(item, terms);
        Write(expression);
        return _evidence.ToArray();
    }

    private void Begin(ItemText item, TopicTerms terms)
    {
        _item = item;
        _found.Use(item, terms);
        _evidence.Clear();
        _best = 0;
        _fieldsHit = TopicFields.None;
    }

    private void Write(TopicExpression expression)
    {
        _expression = expression.Text;
        Visit(expression.Clause, TopicFields.Text);
    }

    /// <summary>The best place decides; being in the title and in the body is a little better still.</summary>
    private int Score => Math.Clamp(_best + ((_fieldsHit & TopicFields.Title) != 0 && (_fieldsHit & TopicFields.Body) != 0 ? 5 : 0), 1, 100);

    private void Visit(TopicClause clause, TopicFields fields)
    {
        switch (clause)
        {
            case PlacedOrClause { IsAlias: false } or:
                foreach (var choice in or.Choices)
                    Visit(choice, fields);
                break;
            case PlacedClause placed:
                WritePlaces(placed, fields);
                break;
            case AndClause and:
                foreach (var part in and.Parts)
                    Visit(part, fields);
                break;
            case OrClause or:
                foreach (var choice in or.Choices)
                {
                    if (choice.Matches(_item, fields))
                        Visit(choice, fields);
                }
                break;
            case FieldClause field:
                Visit(field.Inner, field.Fields);
                break;
            case RegexClause regex:
                WriteRegex(regex, fields);
                break;
            case LanguageClause:
                _evidence.Add(new Evidence(Written(clause), "lang", 0, _item.LanguageTag.Length, _item.LanguageTag, EvidenceRules.Language));
                _best = Math.Max(_best, 10);
                break;
        }
    }

    private string Written(TopicClause clause) => clause.Node.Position == 0 && clause.Node.Length == _expression.Length
        ? _expression : _expression.Substring(clause.Node.Position, clause.Node.Length);

    private void WriteRegex(RegexClause clause, TopicFields fields)
    {
        foreach (var field in _item.Fields)
        {
            if ((field.Field & fields) == 0)
                continue;
            foreach (var match in clause.Regex.EnumerateMatches(field.Searched))
            {
                Add(clause, field, match.Index, match.Length, EvidenceRules.Regex, TopicScore.Exact);
                break;
            }
        }
    }

    private void WritePlaces(PlacedClause clause, TopicFields fields)
    {
        var places = _item.Rent();
        clause.Find(_item, fields, places, firstOnly: false);
        for (var from = 0; from < places.Count;)
        {
            var field = _item.FieldOf(places[from].First);
            var to = from;
            while (to < places.Count && _item.FieldOf(places[to].First) == field)
                to++;
            WriteBest(clause, places, from, Math.Min(to, from + MaxCompared));
            from = to;
        }
        _item.Return(places);
    }

    private void WriteBest(PlacedClause clause, List<WordSpan> places, int from, int to)
    {
        var bestGrade = -1;
        for (var i = from; i < to && bestGrade < TopicScore.Exact; i++)
        {
            _found.Within(clause, places[i], _words);
            var grade = TopicScore.Grade(_words);
            if (grade <= bestGrade)
                continue;
            (_bestWords, _words) = (_words, _bestWords);
            bestGrade = grade;
        }
        var best = _bestWords;
        if (best.Count > 1)
            best.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Last.CompareTo(b.Last));
        for (var i = 0; i < best.Count; i++)
        {
            var (first, last, rule) = best[i];
            while (i + 1 < best.Count && best[i + 1].Rule == rule && best[i + 1].First <= last + 1)
                last = Math.Max(last, best[++i].Last);
            var start = _item.StartOf(first);
            Add(clause, _item.FieldAt(first), start, _item.EndOf(last) - start, rule, bestGrade);
        }
    }

    private void Add(TopicClause clause, ItemField field, int offset, int length, string rule, int grade)
    {
        _evidence.Add(new Evidence(Written(clause), TopicFieldNames.Name(field.Field), offset, length, field.Text.Substring(offset, length), rule));
        _best = Math.Max(_best, TopicScore.In(field.Field, grade));
        _fieldsHit |= field.Field;
    }
}
