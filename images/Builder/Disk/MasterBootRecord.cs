using System.Buffers.Binary;

namespace Culvert.Images.Disk;

/// <summary>The partition table in sector 0.</summary>
internal static class MasterBootRecord
{
    public const int LabelAt = 0x1B8;
    private const int TableAt = 0x1BE;
    private const int EntrySize = 16;

    // Heads and cylinders that nobody counts any more: "beyond what can be said".
    private static readonly byte[] NoGeometry = [0xFE, 0xFF, 0xFF];

    /// <param name="partitions">Four at most; the first one is marked as the one to boot from.</param>
    public static byte[] Write(uint label, IReadOnlyList<Partition> partitions)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitions.Count, 4);
        byte[] sector = new byte[Partition.SectorSize];
        BinaryPrimitives.WriteUInt32LittleEndian(sector.AsSpan(LabelAt), label);
        for (int i = 0; i < partitions.Count; i++)
        {
            Span<byte> entry = sector.AsSpan(TableAt + i * EntrySize, EntrySize);
            entry[0] = i == 0 ? (byte)0x80 : (byte)0;
            NoGeometry.CopyTo(entry[1..]);
            entry[4] = partitions[i].Type;
            NoGeometry.CopyTo(entry[5..]);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], partitions[i].FirstSector);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], partitions[i].Sectors);
        }

        sector[510] = 0x55;
        sector[511] = 0xAA;
        return sector;
    }
}
