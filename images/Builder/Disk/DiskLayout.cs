namespace Culvert.Images.Disk;

/// <summary>
/// Where everything is on the card, on every board and for good: updates write slots, and the firmware finds the data by it.
/// </summary>
internal static class DiskLayout
{
    private const uint MiB = 1024 * 1024 / Partition.SectorSize;

    public const long Size = 256L * 1024 * 1024;

    public static readonly Partition Boot = new(Partition.Fat16, 1 * MiB, 16 * MiB);
    public static readonly Partition SlotA = new(Partition.Fat16, 17 * MiB, 48 * MiB);
    public static readonly Partition SlotB = new(Partition.Fat16, 65 * MiB, 48 * MiB);
    public static readonly Partition Data = new(Partition.Linux, 113 * MiB, 143 * MiB);
}
