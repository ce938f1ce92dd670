using Culvert.Lab.Hosts;

namespace Culvert.Bench.Boot;

/// <summary>What a system takes.</summary>
/// <param name="PackedBytes">All that starts, compressed: to send, or to keep.</param>
/// <param name="InstalledBytes">Kernel and root, uncompressed.</param>
internal sealed record BootSizes(long PackedBytes, long InstalledBytes)
{
    public static BootSizes OfCulvert() => new(Length(BoxImage.Card + ".xz"), Length(BoxImage.Kernel) + Length(BoxImage.PlainRoot));

    public static BootSizes OfStrongSwan() => new(Length(StrongSwanImage.Image), Length(BoxImage.Kernel) + Length(StrongSwanImage.PlainRoot));

    private static long Length(string file) => new FileInfo(file).Length;
}
