using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>
/// Replaces the references of XML text: the five of XML, numbers, and those of HTML, which feeds use undeclared.
/// Entities that a document declares itself are <see cref="DeclaredEntities"/>; one that nobody declares stays as printed.
/// </summary>
internal static class XmlReferences
{
    /// <summary>Replaces in place (a reference is never shorter than its characters) and returns the new length.</summary>
    public static int Replace(Span<char> text, int firstAmpersand, MarkupDamage damage, int place, bool hasDoctype)
    {
        var read = firstAmpersand;
        var write = firstAmpersand;
        while (read < text.Length)
        {
            var reference = text[read..];
            if (Predefined(reference, out var length) is var character and not '\0')
            {
                text[write++] = character;
            }
            else if (!TryDecode(reference, text[write..], out length, out var written, damage, place, hasDoctype))
            {
                text[write++] = '&';
                length = 1;
            }
            else
            {
                write += written;
            }

            read += length;
            var rest = text[read..];
            var next = rest.IndexOf('&');
            if (next < 0)
            {
                next = rest.Length;
            }

            rest[..next].CopyTo(text[write..]);
            read += next;
            write += next;
        }

        return write;
    }

    /// <summary>The five names of XML, which are nearly all that feeds hold.</summary>
    private static char Predefined(ReadOnlySpan<char> text, out int length)
    {
        if (text.Length >= 4)
        {
            if (text[2] == 't' && text[3] == ';')
            {
                length = 4;
                return text[1] switch { 'l' => '<', 'g' => '>', _ => '\0' };
            }

            if (text[1] == 'a' && text.StartsWith("&amp;"))
            {
                length = 5;
                return '&';
            }

            if (text[1] == 'q' && text.StartsWith("&quot;"))
            {
                length = 6;
                return '"';
            }

            if (text[1] == 'a' && text.StartsWith("&apos;"))
            {
                length = 6;
                return '\'';
            }
        }

        length = 0;
        return '\0';
    }

    private static bool TryDecode(
        ReadOnlySpan<char> text, Span<char> target, out int length, out int written, MarkupDamage damage, int place, bool hasDoctype)
    {
        length = 0;
        written = 0;
        if (text.Length > 1 && text[1] == '#')
        {
            return TryDecodeNumber(text, target, out length, out written, damage, place);
        }

        // Without its semicolon a name is no reference: links are full of '&copy=1'.
        var name = text[1..Math.Min(text.Length, HtmlEntities.MaximumNameLength + 2)];
        var end = name.IndexOf(';');
        if (end <= 0 || !HtmlEntities.TryGet(name[..end], out var characters))
        {
            damage.Add(end > 0 && IsName(name[..end]) ? MarkupDamageKind.UndeclaredEntity : MarkupDamageKind.BareAmpersand, place);
            return false;
        }

        if (!hasDoctype)
        {
            damage.Add(MarkupDamageKind.UndeclaredEntity, place);
        }

        characters.CopyTo(target);
        written = characters.Length;
        length = end + 2;
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryDecodeNumber(
        ReadOnlySpan<char> text, Span<char> target, out int length, out int written, MarkupDamage damage, int place)
    {
        written = 0;
        length = HtmlEntities.ParseNumber(text[2..], out var number) + 2;
        if (length == 2 || length >= text.Length || text[length] != ';')
        {
            damage.Add(MarkupDamageKind.BareAmpersand, place);
            return false;
        }

        length++;
        if (HtmlEntities.FromNumber(number) is { } rune)
        {
            written = rune.EncodeToUtf16(target);
        }
        else
        {
            damage.Add(MarkupDamageKind.ForbiddenCharacter, place);
        }

        return true;
    }
}
