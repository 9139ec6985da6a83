using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>In which sentence each word of an item stands, and what breaks lie before it. Found out for items with a candidate only.</summary>
internal sealed class ItemSentences
{
    private int[] _sentences = new int[1024];

    /// <summary>The weight of all breaks up to a word.</summary>
    private int[] _breaks = new int[1024];

    private bool _isReady;

    internal void Clear() => _isReady = false;

    internal bool AreOne(ItemText item, int first, int last)
    {
        Prepare(item);
        return _sentences[first] == _sentences[last];
    }

    /// <summary>The weight of the breaks from one word to another.</summary>
    internal int BreaksWithin(ItemText item, int first, int last)
    {
        Prepare(item);
        return _breaks[last] - _breaks[first];
    }

    private void Prepare(ItemText item)
    {
        if (_isReady)
            return;
        if (_sentences.Length < item.WordCount)
        {
            Array.Resize(ref _sentences, item.WordCount * 2);
            Array.Resize(ref _breaks, item.WordCount * 2);
        }
        for (var f = 0; f < item.Fields.Count; f++)
        {
            var end = f + 1 < item.Fields.Count ? item.Fields[f + 1].FirstWord : item.WordCount;
            for (var word = item.Fields[f].FirstWord; word < end; word++)
                Number(item, word, item.Fields[f]);
        }
        _isReady = true;
    }

    private void Number(ItemText item, int word, ItemField field)
    {
        if (word == 0)
        {
            _sentences[0] = _breaks[0] = 0;
            return;
        }
        var gap = word == field.FirstWord ? Break.Sentence : SentenceBreaker.Between(field.Text, WordAt(item, field.Text, word - 1), WordAt(item, field.Text, word));
        // A title is one sentence, whatever its punctuation.
        var ends = gap == Break.Sentence && (field.Field != TopicFields.Title || word == field.FirstWord);
        _sentences[word] = _sentences[word - 1] + (ends ? 1 : 0);
        _breaks[word] = _breaks[word - 1] + WeightOf(gap);
    }

    private static int WeightOf(Break gap) => gap switch
    {
        Break.None => 0,
        Break.Statement => 5,
        _ => 1,
    };

    private static Word WordAt(ItemText item, string text, int word)
    {
        int start = item.StartOf(word), end = item.EndOf(word);
        var dotted = end - start >= 3 && text[start + 1] == '.' && char.IsLetter(text[start]);
        return new Word(start, end - start, dotted ? WordKind.Initialism : WordKind.Plain);
    }
}
