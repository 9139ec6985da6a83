namespace FeedWatch.Core.Text;

/// <summary>Languages whose inflection is known. All others are folded only.</summary>
public enum Language : byte
{
    /// <summary>Folded only.</summary>
    Other,
    English,
    German,
    French,
    Spanish,
    Italian,
    Dutch,
    Portuguese,
    Polish,
    Russian,
    Ukrainian,
}

/// <summary>Reads language tags.</summary>
public static class LanguageTag
{
    /// <summary>The primary part of a BCP 47 tag in lower case: <c>en</c> for <c>en-GB</c>; empty for none.</summary>
    public static string Primary(string? tag)
    {
        var span = tag.AsSpan().Trim();
        var end = span.IndexOfAny('-', '_');
        return (end < 0 ? span : span[..end]).ToString().ToLowerInvariant();
    }

    /// <summary>The language of a tag; null when there is no tag or it says "undetermined".</summary>
    public static Language? Parse(string? tag) => Primary(tag) switch
    {
        "" or "und" or "mul" or "zxx" => null,
        "en" or "eng" => Language.English,
        "de" or "deu" or "ger" => Language.German,
        "fr" or "fra" or "fre" => Language.French,
        "es" or "spa" => Language.Spanish,
        "it" or "ita" => Language.Italian,
        "nl" or "nld" or "dut" => Language.Dutch,
        "pt" or "por" => Language.Portuguese,
        "pl" or "pol" => Language.Polish,
        "ru" or "rus" => Language.Russian,
        "uk" or "ukr" => Language.Ukrainian,
        _ => Language.Other,
    };
}
