using System.Text.Json;
using System.Xml.Linq;

namespace Culvert.Images.Bill;

/// <summary>Finds the NuGet packages whose code is in the native binary: those of its last publish.</summary>
internal static class NuGetParts
{
    private const string Target = "net10.0/linux-arm64";
    private const string Runtime = "Microsoft.NETCore.App.Runtime.NativeAOT.linux-arm64";

    /// <param name="assets">project.assets.json of the gateway.</param>
    /// <exception cref="ImageException">It was not restored for this target.</exception>
    public static IReadOnlyList<Part> Read(string assets)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(assets));
        JsonElement root = document.RootElement;
        if (!root.GetProperty("targets").TryGetProperty(Target, out JsonElement target)) throw new ImageException($"{assets} has no target {Target}: run make publish");
        List<string> folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();

        List<(string Name, string Version)> linked = target.EnumerateObject()
            .Where(entry => entry.Value.GetProperty("type").GetString() == "package" && HasCode(entry.Value))
            .Select(entry => entry.Name.Split('/'))
            .Select(parts => (parts[0], parts[1]))
            .ToList();
        JsonElement downloads = root.GetProperty("project").GetProperty("frameworks").GetProperty("net10.0").GetProperty("downloadDependencies");
        linked.AddRange(downloads.EnumerateArray()
            .Where(each => each.GetProperty("name").GetString() == Runtime)
            .Select(each => (Runtime, each.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0])));
        return linked.OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => Describe(each.Name, each.Version, folders)).ToList();
    }

    private static bool HasCode(JsonElement entry) =>
        entry.TryGetProperty("runtime", out JsonElement files) && files.EnumerateObject().Any(file => !file.Name.EndsWith("_._", StringComparison.Ordinal));

    private static Part Describe(string name, string version, IEnumerable<string> folders)
    {
        string lower = name.ToLowerInvariant();
        string? specification = folders.Select(folder => Path.Combine(folder, lower, version, lower + ".nuspec")).FirstOrDefault(File.Exists);
        XElement? license = specification is null ? null : XDocument.Load(specification).Descendants().FirstOrDefault(each => each.Name.LocalName == "license");
        bool isExpression = license?.Attribute("type")?.Value == "expression";
        return new Part(name, version, $"pkg:nuget/{name}@{version}", isExpression ? license!.Value : null, isExpression ? null : license?.Value, Sha256: null);
    }
}
