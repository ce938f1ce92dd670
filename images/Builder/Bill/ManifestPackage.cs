namespace Culvert.Images.Bill;

/// <summary>A package in a manifest.</summary>
internal sealed record ManifestPackage(string Name, string Version, string? Sha256);
