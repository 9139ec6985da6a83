namespace FeedWatch.Core.Topics;

/// <summary>
/// Writes down why a topic matched: which words, where, joined by which rule, and how well. For every clause the best place in each
/// field is shown; in it one evidence per word found, neighbours with the same rule together, in the order of the text.
/// </summary>
internal sealed class EvidenceWriter
{
    /// <summary>Places of one clause that are compared for the best; the first ones are the ones people read.</summary>
    private const int MaxCompared = 16;

    private readonly ItemText _item;
    private readonly FoundWords _found;
    private readonly List<Evidence> _evidence = [];
    private string _expression = "";
    private int _best;
    private TopicFields _fieldsHit;

    internal EvidenceWriter(ItemText item, TopicTerms terms)
    {
        _item = item;
        _found = new FoundWords(item, terms);
    }

    internal static TopicMatch Write(int handle, CompiledTopic topic, ItemText item, TopicTerms terms)
    {
        var writer = new EvidenceWriter(item, terms);
        foreach (var expression in topic.Any)
        {
            if (expression.Matches(item))
                writer.Write(expression);
        }
        foreach (var expression in topic.All)
            writer.Write(expression);
        return new TopicMatch(handle, writer.Score, writer._evidence);
    }

    /// <summary>All evidence so far, of one expression that matched.</summary>
    internal IReadOnlyList<Evidence> Write(TopicExpression expression)
    {
        _expression = expression.Text;
        Visit(expression.Clause, TopicFields.Text);
        return _evidence;
    }

    /// <summary>The best place decides; being in the title and in the body is a little better still.</summary>
    private int Score => Math.Clamp(_best + ((_fieldsHit & TopicFields.Title) != 0 && (_fieldsHit & TopicFields.Body) != 0 ? 5 : 0), 1, 100);

    private void Visit(TopicClause clause, TopicFields fields)
    {
        switch (clause)
        {
            case PlacedOrClause { IsAlias: false } or:
                Array.ForEach(or.Choices, c => Visit(c, fields));
                break;
            case PlacedClause placed:
                WritePlaces(placed, fields);
                break;
            case AndClause and:
                Array.ForEach(and.Parts, p => Visit(p, fields));
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
            WriteBest(clause, places.GetRange(from, Math.Min(to - from, MaxCompared)));
            from = to;
        }
        _item.Return(places);
    }

    private void WriteBest(PlacedClause clause, List<WordSpan> places)
    {
        List<FoundWord> best = [];
        var bestGrade = -1;
        foreach (var place in places)
        {
            var words = _found.Within(clause, place);
            var grade = TopicScore.Grade(words);
            if (grade > bestGrade)
                (best, bestGrade) = (words, grade);
        }
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
