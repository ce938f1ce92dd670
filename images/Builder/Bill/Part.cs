namespace Culvert.Images.Bill;

/// <summary>One thing by somebody else that an image is made of.</summary>
/// <param name="Url">Its package URL ("pkg:deb/debian/libc6@2.36-9?arch=arm64").</param>
/// <param name="License">An SPDX expression; null when nobody says one.</param>
/// <param name="LicenseNote">What its own licence file calls its licences; null when it says nothing.</param>
/// <param name="Sha256">Of the package as it was fetched; null when it is not known.</param>
internal sealed record Part(string Name, string Version, string Url, string? License, string? LicenseNote, string? Sha256);
