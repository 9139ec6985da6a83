using System.Text;

namespace FeedWatch.Settings.Values;

/// <summary>A topic's text as an identity: <c>ice-class tug</c> is <c>ice-class-tug</c>.</summary>
internal static class Slug
{
    public const int Longest = 100;

    /// <summary>Lower case; every run of what is neither letter, mark nor digit becomes one hyphen; letters of any script stay.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (IsWordPart(rune)) slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length >= Longest) break;
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>Letters, digits, marks and <c>- _ .</c>, at most <see cref="Longest"/>.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= Longest && text.EnumerateRunes().All(rune => IsWordPart(rune) || rune.Value is '-' or '_' or '.');

    private static bool IsWordPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
