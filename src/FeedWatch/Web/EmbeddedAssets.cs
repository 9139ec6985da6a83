using System.Security.Cryptography;

namespace FeedWatch.Web;

/// <summary>The style sheet, the script and the icon: embedded, and addressed by their content, so that a browser may keep them for ever.</summary>
public static class EmbeddedAssets
{
    private sealed record Asset(string Path, string Type, byte[] Content);

    private static readonly Dictionary<string, Asset> ByName = new[] { ("style.css", "text/css"), ("page.js", "text/javascript"), ("icon.svg", "image/svg+xml") }
        .ToDictionary(known => known.Item1, known => Read(known.Item1, known.Item2), StringComparer.Ordinal);

    /// <summary>The address of an asset.</summary>
    public static string Path(string name) => ByName[name].Path;

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in ByName.Values)
        {
            routes.MapRead(asset.Path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Content, asset.Type);
            });
        }
    }

    /// <summary>The bytes of an embedded file.</summary>
    public static byte[] Content(string name)
    {
        using var stream = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream($"FeedWatch.Web.Assets.{name}")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static Asset Read(string name, string type)
    {
        var content = Content(name);
        return new Asset($"/assets/{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}/{name}", type, content);
    }
}
