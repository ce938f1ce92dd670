using System.Buffers.Binary;
using System.Text;

namespace Culvert.Images.Disk;

/// <summary>
/// A FAT16 volume with a handful of files in its root and nothing else (Microsoft's FAT specification 1.03). Names have eight
/// characters and three at most; times are all the same, so that the same files make the same volume.
/// </summary>
internal static class FatVolume
{
    private const int SectorSize = Partition.SectorSize;
    private const int ReservedSectors = 4;
    private const int RootEntries = 512;
    private const int RootSectors = RootEntries * EntrySize / SectorSize;
    private const int EntrySize = 32;
    private const int MaximumClusters = 65524;
    private const ushort FirstDay = 0x0021;
    private const ushort EndOfFile = 0xFFFF;
    private const byte LowerCaseName = 0x08;
    private const byte LowerCaseExtension = 0x10;

    /// <summary>The volume up to its last file; what follows, up to the partition's end, is zeros.</summary>
    /// <param name="label">Eleven characters at most.</param>
    /// <exception cref="ImageException">A name is too long, or there is too much for the partition.</exception>
    public static byte[] Write(Partition partition, string label, uint serial, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        int perCluster = 1;
        while ((partition.Sectors - RootSectors) / perCluster > MaximumClusters) perCluster *= 2;
        int clusterSize = perCluster * SectorSize;
        int tableSectors = (int)(partition.Sectors / perCluster + 2) * 2 / SectorSize + 1;
        int dataAt = (ReservedSectors + 2 * tableSectors + RootSectors) * SectorSize;
        int used = files.Sum(file => Clusters(file.Content, clusterSize));
        if (dataAt + (long)used * clusterSize > partition.Size)
            throw new ImageException($"{label} has room for {(partition.Size - dataAt) / 1024} KiB, not for {(long)used * clusterSize / 1024}: make it smaller");

        byte[] volume = new byte[dataAt + used * clusterSize];
        WriteBootSector(volume, partition, perCluster, tableSectors, label, serial);
        ushort[] table = new ushort[used + 2];
        table[0] = 0xFFF8;
        table[1] = EndOfFile;
        Span<byte> root = volume.AsSpan((ReservedSectors + 2 * tableSectors) * SectorSize);
        WriteEntry(root, PaddedLabel(label), attributes: 0x08, letters: 0, cluster: 0, size: 0);
        int next = 2;
        for (int i = 0; i < files.Count; i++)
        {
            (string name, byte[] content) = files[i];
            int count = Clusters(content, clusterSize);
            WriteEntry(root[((i + 1) * EntrySize)..], ShortName(name), attributes: 0x20, Letters(name), count == 0 ? 0 : next, content.Length);
            content.CopyTo(volume, dataAt + (next - 2) * clusterSize);
            for (int cluster = next; cluster < next + count; cluster++) table[cluster] = cluster == next + count - 1 ? EndOfFile : (ushort)(cluster + 1);
            next += count;
        }

        for (int i = 0; i < table.Length; i++)
        {
            for (int copy = 0; copy < 2; copy++)
                BinaryPrimitives.WriteUInt16LittleEndian(volume.AsSpan((ReservedSectors + copy * tableSectors) * SectorSize + 2 * i), table[i]);
        }

        return volume;
    }

    private static void WriteBootSector(Span<byte> sector, Partition partition, int perCluster, int tableSectors, string label, uint serial)
    {
        new byte[] { 0xEB, 0x3C, 0x90 }.CopyTo(sector);
        "CULVERT "u8.CopyTo(sector[3..]);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[11..], SectorSize);
        sector[13] = (byte)perCluster;
        BinaryPrimitives.WriteUInt16LittleEndian(sector[14..], ReservedSectors);
        sector[16] = 2;
        BinaryPrimitives.WriteUInt16LittleEndian(sector[17..], RootEntries);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[19..], partition.Sectors < 65536 ? (ushort)partition.Sectors : (ushort)0);
        sector[21] = 0xF8;
        BinaryPrimitives.WriteUInt16LittleEndian(sector[22..], (ushort)tableSectors);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[24..], 63);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[26..], 255);
        BinaryPrimitives.WriteUInt32LittleEndian(sector[28..], partition.FirstSector);
        BinaryPrimitives.WriteUInt32LittleEndian(sector[32..], partition.Sectors < 65536 ? 0 : partition.Sectors);
        sector[36] = 0x80;
        sector[38] = 0x29;
        BinaryPrimitives.WriteUInt32LittleEndian(sector[39..], serial);
        PaddedLabel(label).CopyTo(sector[43..]);
        "FAT16   "u8.CopyTo(sector[54..]);
        sector[510] = 0x55;
        sector[511] = 0xAA;
    }

    private static void WriteEntry(Span<byte> entry, byte[] name, byte attributes, byte letters, int cluster, int size)
    {
        name.CopyTo(entry);
        entry[11] = attributes;
        entry[12] = letters;
        foreach (int dateAt in (int[])[16, 18, 24]) BinaryPrimitives.WriteUInt16LittleEndian(entry[dateAt..], FirstDay);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[26..], (ushort)cluster);
        BinaryPrimitives.WriteInt32LittleEndian(entry[28..], size);
    }

    private static int Clusters(byte[] content, int clusterSize) => (content.Length + clusterSize - 1) / clusterSize;

    private static byte[] PaddedLabel(string label) => Encoding.ASCII.GetBytes(label.PadRight(11));

    private static byte[] ShortName(string name)
    {
        string[] parts = Parts(name);
        if (parts[0].Length is 0 or > 8 || parts[1].Length > 3) throw new ImageException($"'{name}' is too long a name for a boot partition: eight characters and three");
        return Encoding.ASCII.GetBytes(parts[0].ToUpperInvariant().PadRight(8) + parts[1].ToUpperInvariant().PadRight(3));
    }

    // Names are kept in capitals; these two bits say that they are meant small.
    private static byte Letters(string name)
    {
        string[] parts = Parts(name);
        bool IsSmall(string part) => part.Any(char.IsAsciiLetterLower);
        return (byte)((IsSmall(parts[0]) ? LowerCaseName : 0) | (IsSmall(parts[1]) ? LowerCaseExtension : 0));
    }

    private static string[] Parts(string name) => [Path.GetFileNameWithoutExtension(name), Path.GetExtension(name).TrimStart('.')];
}
