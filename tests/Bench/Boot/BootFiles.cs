namespace Culvert.Bench.Boot;

/// <summary>Scripts and settings of this comparison.</summary>
internal static class BootFiles
{
    /// <summary>Where they are in the checkout.</summary>
    public static string Folder { get; } = Path.Combine(Lab.Checkout.Root, "tests", "Bench", "Boot");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
