namespace Culvert.Images.Disk;

/// <summary>A place on the disk.</summary>
/// <param name="Type">As the MBR has it.</param>
/// <param name="FirstSector">Counted from the disk's beginning, in sectors of 512 bytes.</param>
/// <param name="Sectors">How long it is.</param>
internal sealed record Partition(byte Type, uint FirstSector, uint Sectors)
{
    public const int SectorSize = 512;

    public const byte Fat16 = 0x0E;
    public const byte Linux = 0x83;

    public long Offset => (long)FirstSector * SectorSize;

    public long Size => (long)Sectors * SectorSize;
}
