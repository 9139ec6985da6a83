#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
#:property RestorePackagesWithLockFile=false

// What a build of FeedWatch is made of, from its lock file and the packages on this machine:
//   dotnet run build/Inventory.cs -- src/FeedWatch/packages.lock.json FOLDER
// writes FOLDER/sbom.cdx.json (CycloneDX 1.6) and FOLDER/third-party-licences.txt. Packages that only the compiler uses are left out.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

if (args.Length != 2)
{
    Console.Error.WriteLine("Give the lock file and the folder to write to.");
    return 2;
}

var folder = args[1];
var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
var packages = Locked(args[0]).Where(package => !IsForTheCompiler(package.Id)).Select(package => Describe(cache, package)).ToList();
File.WriteAllText(Path.Combine(folder, "sbom.cdx.json"), Sbom(packages));
File.WriteAllText(Path.Combine(folder, "third-party-licences.txt"), Licences(packages));
Console.WriteLine($"{packages.Count} packages in {folder}/sbom.cdx.json");
return 0;

static List<Locked> Locked(string lockFile) => JsonNode.Parse(File.ReadAllText(lockFile))!["dependencies"]!.AsObject()
    .SelectMany(framework => framework.Value!.AsObject())
    .Where(entry => (string?)entry.Value!["type"] != "Project")
    .Select(entry => new Locked(entry.Key, (string)entry.Value!["resolved"]!, (string)entry.Value!["contentHash"]!))
    .DistinctBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
    .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
    .ToList();

static bool IsForTheCompiler(string id) => id.EndsWith("Analyzers", StringComparison.Ordinal);

static Package Describe(string cache, Locked locked)
{
    var home = Path.Combine(cache, locked.Id.ToLowerInvariant(), locked.Version);
    var metadata = XDocument.Load(Directory.GetFiles(home, "*.nuspec").Single()).Root!.Elements().First();
    string? Value(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
    var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
    var isFile = (string?)licence?.Attribute("type") == "file";
    var text = isFile ? File.ReadAllText(Path.Combine(home, licence!.Value.Replace('\\', '/'))).Trim() : null;
    return new Package(locked, isFile ? null : licence?.Value, text, Value("licenseUrl"), Value("copyright"), Value("projectUrl"));
}

static string Sbom(List<Package> packages)
{
    var components = new JsonArray();
    foreach (var package in packages)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = package.Url,
            ["name"] = package.Locked.Id,
            ["version"] = package.Locked.Version,
            ["purl"] = package.Url,
            // NuGet's content hash is SHA-512 in base 64, CycloneDX writes hexadecimal.
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(package.Locked.Hash)) }),
        };
        if (package.Expression is { } expression) component["licenses"] = new JsonArray(new JsonObject { ["expression"] = expression });
        else if (package.LicenceName is { } name) component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = name } });
        components.Add(component);
    }

    var document = new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        // From the content, so that two builds of the same sources agree.
        ["serialNumber"] = $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(packages.Select(package => package.Url + package.Locked.Hash))))[..16])}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["component"] = new JsonObject
            {
                ["type"] = "application",
                ["bom-ref"] = "feedwatch",
                ["name"] = "FeedWatch",
                ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "MIT" } }),
            },
        },
        ["components"] = components,
    };
    return document.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
}

static string Licences(List<Package> packages)
{
    var text = new StringBuilder("FeedWatch is made with these packages. The .NET runtime's own notices come with the base image.\n\n");
    foreach (var package in packages)
    {
        text.Append($"{package.Locked.Id} {package.Locked.Version}: {package.Expression ?? package.LicenceName ?? "see the project"}\n");
        if (package.Copyright is { Length: > 0 } copyright) text.Append($"  {copyright}\n");
        if (package.ProjectUrl is { } project) text.Append($"  {project}\n");
        if (package.Text is { } licence) text.Append($"\n{licence}\n\n");
    }

    return text.ToString();
}

internal sealed record Locked(string Id, string Version, string Hash);

/// <param name="Expression">SPDX expression, when the package has one.</param>
/// <param name="Text">The licence itself, when the package brings it along.</param>
internal sealed record Package(Locked Locked, string? Expression, string? Text, string? LicenceUrl, string? Copyright, string? ProjectUrl)
{
    public string Url => $"pkg:nuget/{Locked.Id}@{Locked.Version}";

    public string? LicenceName => Expression is null ? Text?.Split('\n')[0].Trim() ?? LicenceUrl : null;
}
