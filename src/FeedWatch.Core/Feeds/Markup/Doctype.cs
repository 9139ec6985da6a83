using System.Buffers;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>Where a DOCTYPE ends. Of what it says only <see cref="DeclaredEntities"/> count.</summary>
internal static class Doctype
{
    private static readonly SearchValues<byte> Turns = SearchValues.Create("><\"'"u8);

    /// <summary>Length of a DOCTYPE with its internal subset; 0 when it does not end.</summary>
    public static int LengthOf(ReadOnlySpan<byte> rest)
    {
        var open = 0;
        var hasCommentEnd = true;
        for (var at = 0; ;)
        {
            var turn = rest[at..].IndexOfAny(Turns);
            if (turn < 0)
            {
                return 0;
            }

            at += turn;
            var symbol = rest[at];
            at++;
            if (symbol == '<')
            {
                // One search that finds no end tells it for all the comments after it.
                var isComment = hasCommentEnd && rest[at..].StartsWith("!--"u8);
                var comment = isComment ? rest[at..].IndexOf("-->"u8) : -1;
                hasCommentEnd &= !isComment || comment >= 0;
                if (comment >= 0)
                {
                    at += comment + 3;
                }
                else
                {
                    open++;
                }
            }
            else if (symbol == '>')
            {
                if (--open == 0)
                {
                    return at;
                }
            }
            else
            {
                var length = rest[at..].IndexOf(symbol);
                at += length < 0 ? 0 : length + 1;
            }
        }
    }
}
