using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Culvert.Images.Bill;

/// <summary>The software bill of materials: SPDX 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3).</summary>
internal static class SpdxDocument
{
    private const string Unknown = "NOASSERTION";
    private const string ImageId = "SPDXRef-Image";
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="imageSha256">Of the image: it makes the document's name unique.</param>
    public static byte[] Write(Manifest manifest, string imageSha256, IReadOnlyList<Part> parts)
    {
        string image = $"culvert-{manifest.Board}";
        JsonObject document = new()
        {
            ["spdxVersion"] = "SPDX-2.3",
            ["dataLicense"] = "CC0-1.0",
            ["SPDXID"] = "SPDXRef-DOCUMENT",
            ["name"] = $"{image}-{manifest.Version}",
            ["documentNamespace"] = $"urn:sha256:{imageSha256}",
            ["creationInfo"] = new JsonObject
            {
                ["created"] = manifest.Date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["creators"] = new JsonArray($"Tool: Culvert.Images-{manifest.Version}")
            },
            ["packages"] = new JsonArray([Image(image, manifest.Version, imageSha256), .. parts.Select(Package)]),
            ["relationships"] = new JsonArray([Relation("SPDXRef-DOCUMENT", "DESCRIBES", ImageId), .. parts.Select((_, i) => Relation(ImageId, "CONTAINS", IdOf(i)))])
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(document, Options), (byte)'\n'];
    }

    private static JsonObject Image(string name, string version, string sha256) => new JsonObject
    {
        ["SPDXID"] = ImageId,
        ["name"] = name,
        ["versionInfo"] = version,
        ["downloadLocation"] = Unknown,
        ["filesAnalyzed"] = false,
        ["licenseConcluded"] = Unknown,
        ["licenseDeclared"] = "MIT",
        ["licenseComments"] = "MIT is the licence of Culvert itself; each package that the image contains has its own.",
        ["copyrightText"] = Unknown,
        ["checksums"] = Checksums(sha256)
    };

    private static JsonObject Package(Part part, int index)
    {
        JsonObject package = new()
        {
            ["SPDXID"] = IdOf(index),
            ["name"] = part.Name,
            ["versionInfo"] = part.Version,
            ["downloadLocation"] = Unknown,
            ["filesAnalyzed"] = false,
            ["licenseConcluded"] = Unknown,
            ["licenseDeclared"] = part.License ?? Unknown,
            ["copyrightText"] = Unknown,
            ["externalRefs"] = new JsonArray(new JsonObject
            {
                ["referenceCategory"] = "PACKAGE-MANAGER",
                ["referenceType"] = "purl",
                ["referenceLocator"] = part.Url
            })
        };
        if (part.LicenseNote is not null) package["licenseComments"] = $"The package itself names: {part.LicenseNote}";
        if (part.Sha256 is not null) package["checksums"] = Checksums(part.Sha256);
        return package;
    }

    private static string IdOf(int index) => $"SPDXRef-Package-{index + 1}";

    private static JsonArray Checksums(string sha256) => new(new JsonObject { ["algorithm"] = "SHA256", ["checksumValue"] = sha256 });

    private static JsonObject Relation(string from, string kind, string to) => new JsonObject
    {
        ["spdxElementId"] = from,
        ["relationshipType"] = kind,
        ["relatedSpdxElement"] = to
    };
}
