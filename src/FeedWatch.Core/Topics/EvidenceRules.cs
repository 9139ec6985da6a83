namespace FeedWatch.Core.Topics;

/// <summary>The values of <see cref="Evidence.Rule"/>: what joined the words of a clause and the words found.</summary>
public static class EvidenceRules
{
    /// <summary>As written; case and accents aside (an acronym also with its case).</summary>
    public const string Exact = "exact";

    /// <summary>Another inflected form: <c>industries</c> for <c>industry</c>.</summary>
    public const string Inflected = "inflected";

    /// <summary>Derived from the same root: <c>industrial</c> for <c>industry</c>.</summary>
    public const string Derived = "derived";

    /// <summary>British and American: <c>defense</c> for <c>defence</c>.</summary>
    public const string Spelling = "spelling";

    /// <summary>Written together or apart: <c>datacentre</c> for <c>data centre</c>.</summary>
    public const string Compound = "compound";

    /// <summary>With dots: <c>U.S.</c> for <c>US</c>.</summary>
    public const string Initialism = "initialism";

    /// <summary>Through an alias of the clause's head.</summary>
    public const string Alias = "alias";

    /// <summary>Fits a wildcard.</summary>
    public const string Wildcard = "wildcard";

    /// <summary>Fits a regular expression.</summary>
    public const string Regex = "regex";

    /// <summary>The item is in the language asked for.</summary>
    public const string Language = "language";
}
