namespace FeedWatch.Core.Feeds;

/// <summary>The name out of a person as RSS prints it: an address with a name in brackets, or the other way round.</summary>
internal static class FeedPerson
{
    /// <summary>The name, or the address when there is no name.</summary>
    public static string NameOf(string printed)
    {
        var at = printed.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return printed;
        }

        var start = at;
        while (start > 0 && IsAddressCharacter(printed[start - 1]))
        {
            start--;
        }

        var end = at + 1;
        while (end < printed.Length && IsAddressCharacter(printed[end]))
        {
            end++;
        }

        if (start == at || end == at + 1)
        {
            return printed;
        }

        var name = string.Concat(printed.AsSpan(0, start), printed.AsSpan(end))
            .Replace("mailto:", "", StringComparison.OrdinalIgnoreCase)
            .Replace("<>", "", StringComparison.Ordinal)
            .Replace("()", "", StringComparison.Ordinal)
            .Trim(' ', '(', ')', '<', '>', '"', ',', '-');
        return name.Length > 0 ? name : printed[start..end];
    }

    private static bool IsAddressCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '+' or '%' or '!' or '\'' or '=' or '&';
}
