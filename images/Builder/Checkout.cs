namespace Culvert.Images;

/// <summary>Where things lie in this checkout.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds Appliance.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Images { get; } = Path.Combine(Root, "images");

    public static string Boards { get; } = Path.Combine(Root, "board");

    /// <summary>What is fetched and unpacked once.</summary>
    public static string Cache { get; } = Path.Combine(Root, ".cache");

    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Appliance.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Appliance.sln above {AppContext.BaseDirectory}");
    }
}
