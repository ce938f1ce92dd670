namespace Culvert.Console;

/// <param name="Version">Of the product: "0.1.0".</param>
/// <param name="Commit">The source it was built from, abbreviated; null when not built from a checkout.</param>
/// <param name="Runtime">".NET 10.0.0 NativeAOT linux-x64".</param>
public sealed record VersionInfo(string Version, string? Commit, string Runtime);
