using System.Buffers;

namespace FeedWatch.Core.Feeds;

/// <summary>Language tags as feeds print them.</summary>
internal static class FeedLanguage
{
    /// <summary>RFC 5646, section 4.4.1: no sensible tag is longer.</summary>
    private const int Longest = 35;

    private static readonly SearchValues<char> InTag = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>The tag with hyphens (<c>en_GB</c> is met), the first of several (<c>en-us, fr</c>), or null when it is none.</summary>
    public static string? Of(ReadOnlySpan<char> printed)
    {
        var tag = printed.Trim();
        var end = tag.IndexOfAny(',', ';');
        tag = end < 0 ? tag : tag[..end];
        return tag.IsEmpty || tag.Length > Longest || tag.ContainsAnyExcept(InTag) ? null : tag.ToString().Replace('_', '-');
    }
}
