using System.Reflection;
using System.Runtime.InteropServices;
using Culvert.Console;

namespace Culvert.Gateway.Build;

/// <summary>What this binary is.</summary>
internal static class BuildInfo
{
    private const int CommitDigits = 12;

    public static VersionInfo Version { get; } = Describe(
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <param name="informational">"0.1.0+commit", or "0.1.0" when not built from a checkout.</param>
    internal static VersionInfo Describe(string informational)
    {
        string[] parts = informational.Split('+', 2);
        string? commit = parts.Length == 2 ? parts[1][..Math.Min(CommitDigits, parts[1].Length)] : null;
        // Only a host that loads assemblies has a list of them; the feature switches say "native" in both builds.
        string code = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null ? "NativeAOT" : "JIT";
        return new VersionInfo(parts[0], commit, $"{RuntimeInformation.FrameworkDescription} {code} {RuntimeInformation.RuntimeIdentifier}");
    }
}
