namespace Culvert.Control.Boot;

/// <summary>Where the image's disk has what the start of the box depends on. images/README.md has the whole table.</summary>
public static class BootDisk
{
    /// <summary>The number in the disk's MBR that tells it from any other disk: "CULV".</summary>
    public const uint Label = 0x43554C56;

    /// <summary>Number of the data partition.</summary>
    public const int DataPartition = 4;

    /// <summary>Octets of a sector of the boot area.</summary>
    public const int SectorSize = 512;

    /// <summary>
    /// Sectors of the two copies of <see cref="BootState"/>. Whatever is written by itself is 192 KiB from all else: a card that
    /// loses its power in the middle of a write may lose all that is in the same page of its flash.
    /// </summary>
    public static IReadOnlyList<int> StateSectors { get; } = [384, 1152];

    /// <summary>Sectors of the two copies of <see cref="WipeMarker"/>.</summary>
    public static IReadOnlyList<int> MarkerSectors { get; } = [768, 1536];
}
