using System.Text.Encodings.Web;
using System.Text.Json;

namespace Culvert.Images.Bill;

/// <summary>What an image is made of, as its manifest says it.</summary>
/// <param name="Board">"rpi4".</param>
/// <param name="Version">Of Culvert.</param>
/// <param name="Date">When the newest of its packages was built.</param>
/// <param name="Kernel">Its release: "6.1.0-56-arm64".</param>
/// <param name="BootLoader">U-Boot's version in Debian.</param>
/// <param name="Packages">Everything by somebody else.</param>
/// <param name="Modules">In loading order.</param>
internal sealed record Manifest(
    string Board,
    string Version,
    DateTimeOffset Date,
    string Kernel,
    string BootLoader,
    IReadOnlyList<ManifestPackage> Packages,
    IReadOnlyList<string> Modules)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was written, for the manifest beside the image; the one inside cannot know.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init; } = [];

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];
}
