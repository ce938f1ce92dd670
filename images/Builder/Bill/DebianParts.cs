using Culvert.Images.Debian;

namespace Culvert.Images.Bill;

/// <summary>Describes Debian packages.</summary>
internal static class DebianParts
{
    public static Part Of(DebianPackage package) => new(
        package.Name,
        package.Version,
        $"pkg:deb/debian/{package.Name}@{Uri.EscapeDataString(package.Version)}?arch={package.Control["Architecture"]}&distro=debian",
        License: null,
        Licenses(package),
        package.Sha256);

    // The short names of Debian's machine-readable copyright file; Debian's are not SPDX's, so that they are told as they are.
    private static string? Licenses(DebianPackage package)
    {
        if (package.Find($"/usr/share/doc/{package.Name}/copyright") is not { } file) return null;
        List<string> names = File.ReadLines(file)
            .Where(line => line.StartsWith("License: ", StringComparison.Ordinal))
            .Select(line => line[9..].Trim())
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }
}
