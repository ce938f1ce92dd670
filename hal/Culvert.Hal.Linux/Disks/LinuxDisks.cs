using System.Buffers.Binary;
using System.Globalization;
using Culvert.Hal.Disks;

namespace Culvert.Hal.Linux.Disks;

/// <summary>Disks as sysfs lists them.</summary>
/// <param name="classDirectory">/sys/class/block.</param>
/// <param name="devices">/dev.</param>
public sealed class LinuxDisks(string classDirectory = "/sys/class/block", string devices = "/dev") : IDisks
{
    private const int LabelOffset = 440;

    public Disk? Find(uint label)
    {
        if (!Directory.Exists(classDirectory)) return null;
        foreach (string path in Directory.EnumerateFileSystemEntries(classDirectory).Order(StringComparer.Ordinal))
        {
            // What has a number is a partition.
            if (File.Exists(Path.Combine(path, "partition")) || !HasLabel(NodeOf(path), label)) continue;
            return new Disk(NodeOf(path), PartitionsOf(path));
        }

        return null;
    }

    public IBlockDevice Open(string device) => LinuxBlockDevice.Open(device);

    private static bool HasLabel(string device, uint label)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        try
        {
            using var disk = LinuxBlockDevice.Open(device);
            disk.Read(LabelOffset, number);
            return BinaryPrimitives.ReadUInt32LittleEndian(number) == label;
        }
        catch (IOException)
        {
            // No medium in it, or too small to have partitions.
            return false;
        }
    }

    private Dictionary<int, string> PartitionsOf(string disk)
    {
        Dictionary<int, string> partitions = [];
        foreach (string path in Directory.EnumerateDirectories(disk))
        {
            string number = Path.Combine(path, "partition");
            if (File.Exists(number)) partitions[int.Parse(File.ReadAllText(number), CultureInfo.InvariantCulture)] = NodeOf(path);
        }

        return partitions;
    }

    private string NodeOf(string path) => Path.Combine(devices, Path.GetFileName(path));
}
