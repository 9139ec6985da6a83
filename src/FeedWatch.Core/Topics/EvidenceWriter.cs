namespace FeedWatch.Core.Topics;

/// <summary>Writes down why a topic matched: which words, where, joined by which rule, and how well.</summary>
internal sealed class EvidenceWriter
{
    private readonly ItemText _item;
    private readonly TopicTerms _terms;
    private readonly List<Evidence> _evidence = [];
    private string _expression = "";
    private int _score;

    private EvidenceWriter(ItemText item, TopicTerms terms)
    {
        _item = item;
        _terms = terms;
    }

    internal static TopicMatch Write(int handle, CompiledTopic topic, ItemText item, TopicTerms terms)
    {
        var writer = new EvidenceWriter(item, terms);
        foreach (var expression in topic.Any.Concat(topic.All).Where(e => e.Matches(item)))
        {
            writer._expression = expression.Text;
            writer.Visit(expression.Clause, TopicFields.Text);
        }
        return new TopicMatch(handle, Math.Clamp(writer._score, 1, 100), writer._evidence);
    }

    private void Visit(TopicClause clause, TopicFields fields)
    {
        switch (clause)
        {
            case PlacedClause placed:
                WritePlaces(placed, fields);
                break;
            case AndClause and:
                Array.ForEach(and.Parts, p => Visit(p, fields));
                break;
            case OrClause or:
                Array.ForEach(or.Choices, c => Visit(c, fields));
                break;
            case FieldClause field:
                Visit(field.Inner, field.Fields);
                break;
            case RegexClause regex:
                WriteRegex(regex, fields);
                break;
            case LanguageClause language when language.Matches(_item, fields):
                _evidence.Add(new Evidence(Written(clause), "lang", 0, _item.LanguageTag.Length, _item.LanguageTag, EvidenceRules.Language));
                _score = Math.Max(_score, 20);
                break;
        }
    }

    private string Written(TopicClause clause) => _expression.Substring(clause.Node.Position, clause.Node.Length);

    private void WriteRegex(RegexClause clause, TopicFields fields)
    {
        foreach (var field in _item.Fields.Where(f => (f.Field & fields) != 0))
        {
            foreach (var match in clause.Regex.EnumerateMatches(field.Text))
            {
                _evidence.Add(new Evidence(Written(clause), TopicFieldNames.Name(field.Field), match.Index, match.Length,
                    field.Text.Substring(match.Index, match.Length), EvidenceRules.Regex));
                _score = Math.Max(_score, field.Field == TopicFields.Title ? 90 : 60);
                break;
            }
        }
    }

    private void WritePlaces(PlacedClause clause, TopicFields fields)
    {
        var done = TopicFields.None;
        foreach (var place in clause.Find(_item, fields))
        {
            var field = _item.FieldOf(place.First);
            if ((done & field) != 0)
                continue;
            done |= field;
            var text = _item.Fields[_item.Words[place.First].Field].Text;
            var start = _item.Words[place.First].Word.Start;
            var length = _item.Words[place.Last].Word.End - start;
            _evidence.Add(new Evidence(Written(clause), TopicFieldNames.Name(field), start, length, text.Substring(start, length), EvidenceRules.Exact));
            _score = Math.Max(_score, field == TopicFields.Title ? 90 : 60);
        }
    }
}
