using System.Security.Cryptography;

namespace Culvert.Images.Bill;

/// <summary>A file that the build made.</summary>
internal sealed record ManifestFile(string Name, long Size, string Sha256)
{
    public static ManifestFile Of(string file)
    {
        using FileStream content = File.OpenRead(file);
        return new ManifestFile(Path.GetFileName(file), content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
