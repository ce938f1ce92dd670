using System.Runtime.InteropServices;

namespace Culvert.Lab;

/// <summary>Where things lie in this checkout.</summary>
public static class Checkout
{
    /// <summary>The folder that holds Appliance.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The native binary under test; CULVERT_BINARY names another.</summary>
    public static string Binary { get; } = Environment.GetEnvironmentVariable("CULVERT_BINARY")
        ?? Path.Combine(Root, "artifacts", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64", "culvert");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Appliance.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Appliance.sln above {AppContext.BaseDirectory}");
    }
}
