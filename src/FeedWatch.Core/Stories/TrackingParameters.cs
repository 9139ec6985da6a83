namespace FeedWatch.Core.Stories;

/// <summary>Query parameters that say who linked or who reads, not what is read.</summary>
internal static class TrackingParameters
{
    private const int ShortestSessionId = 16;

    private static readonly string[] Prefixes =
        ["utm_", "pk_", "mtm_", "piwik_", "matomo_", "ns_", "at_", "hsa_", "wt.", "wt_", "_hs", "fb_", "vero_", "aspsessionid"];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        // click ids of advertisers and networks
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ymclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh",
        "_ga", "_gl", "_openstat", "__twitter_impression", "guccounter", "guce_referrer", "guce_referrer_sig",
        // newsletters and campaigns
        "mc_cid", "mc_eid", "mkt_tok", "oly_enc_id", "oly_anon_id", "campaign_id", "emc", "nlid", "cmp", "cmpid", "cmp_id", "ncid", "ocid", "icid",
        "s_cid", "xtor", "ito", "itm_source", "trk", "spm", "taid", "ftag", "mod",
        // who linked
        "ref", "ref_src", "ref_url", "referer", "referrer", "referringsource", "smid", "smtyp", "soc_src", "soc_trk", "sr_share", "share", "via",
        "partner", "feature", "rss", "feed_id", "feedname", "linkid",
        // forms of the same page
        "amp", "outputtype", "print", "view_as",
        // sessions
        "phpsessid", "jsessionid", "sessionid", "session_id", "cfid", "cftoken", "zenid", "osCsid",
    };

    private static readonly HashSet<string> SessionNames = new(StringComparer.OrdinalIgnoreCase) { "sid", "s", "session", "sess", "token" };

    private static readonly HashSet<string> OriginNames = new(StringComparer.OrdinalIgnoreCase) { "source", "src", "from", "origin", "output" };

    private static readonly HashSet<string> Origins = new(StringComparer.OrdinalIgnoreCase)
    {
        "rss", "feed", "atom", "rssfeed", "twitter", "facebook", "linkedin", "whatsapp", "telegram", "email", "mail", "newsletter", "share",
        "social", "google", "googlenews", "amp", "home", "homepage", "push",
    };

    /// <summary>Whether <c>name=value</c> can go without changing the page.</summary>
    internal static bool Contains(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? pair : pair[..equals];
        var value = equals < 0 ? "" : pair[(equals + 1)..];
        return Names.Contains(name)
            || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            // "sid" is a session on one site and an article number on another: only a long value is a session.
            || (SessionNames.Contains(name) && value.Length >= ShortestSessionId && value.All(char.IsAsciiLetterOrDigit))
            || (OriginNames.Contains(name) && Origins.Contains(value));
    }
}
