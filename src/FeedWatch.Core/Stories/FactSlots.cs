namespace FeedWatch.Core.Stories;

/// <summary>Finds the names, numbers and dates of a text together with the words that hold them.</summary>
internal static class FactSlots
{
    /// <summary>The slots of the headline and of the first <paramref name="leadWords"/> words of the body, ascending.</summary>
    internal static Slot[] Of(List<StoryToken> title, List<StoryToken> body, int leadWords)
    {
        var slots = new HashSet<Slot>();
        AddTitle(slots, title);
        AddBody(slots, body, leadWords);
        return [.. slots.Take(StoryFingerprint.MostSlots).OrderBy(slot => slot.Context).ThenBy(slot => slot.Value)];
    }

    /// <summary>A headline is short: only one that is the same but for its facts ("Fire in _ injures _") holds the same slots.</summary>
    private static void AddTitle(HashSet<Slot> slots, List<StoryToken> title)
    {
        uint form = 0;
        for (var i = 0; i < title.Count; i++)
        {
            var continues = i > 0 && title[i].Kind != TokenKind.Word && title[i].Kind == title[i - 1].Kind;
            if (!continues)
                form = WordHash.Of(form, Form(title[i]));
        }

        uint number = 0;
        for (var i = 0; i < title.Count; i++)
        {
            if (title[i].Kind == TokenKind.Word)
                continue;
            number += i > 0 && title[i].Kind == title[i - 1].Kind ? 0u : 1u;
            slots.Add(new Slot(Slot.Mark(WordHash.Of(form, number), isHeadlineFigure: title[i].Kind != TokenKind.Name), title[i].Hash));
        }
    }

    private static void AddBody(HashSet<Slot> slots, List<StoryToken> body, int leadWords)
    {
        for (var i = 0; i < Math.Min(body.Count, leadWords); i++)
        {
            var kind = body[i].Kind;
            if (kind == TokenKind.Word)
                continue;
            var (before, after) = (i, i);
            while (before >= 0 && body[before].Kind == kind)
                before--;
            while (after < body.Count && body[after].Kind == kind)
                after++;
            // Where a text begins or is cut off says nothing.
            if (before < 1 || after == body.Count)
                continue;
            var context = WordHash.Of(WordHash.Of(Form(body[before - 1]), Form(body[before])), WordHash.Of(Form(body[after]), (uint)kind));
            slots.Add(new Slot(Slot.Mark(context, isHeadlineFigure: false), body[i].Hash));
        }
    }

    /// <summary>Of a word itself, of a fact only its kind: two facts side by side must not hide each other.</summary>
    private static uint Form(StoryToken token) => token.Kind == TokenKind.Word ? token.Hash : (uint)token.Kind;
}
