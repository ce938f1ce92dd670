using Culvert.Control.Boot;
using Culvert.Gateway.Boot;
using Culvert.Hal;
using Culvert.Hal.Boot;
using Culvert.Hal.Disks;
using Culvert.Hal.Simulated.Disks;

namespace Culvert.Gateway.Tests.Boot;

/// <summary>The image's disk, and in place of the file system's tools what they would leave on it.</summary>
internal sealed class ImageRig : ITools, IMounts
{
    private const int DataStart = 2048, DataLength = 8192;

    // What mke2fs leaves: enough to tell it from an empty partition.
    private static readonly byte[] FileSystem = [0x53, 0xEF];

    /// <param name="seed">Of what a power cut leaves of writes that were not flushed.</param>
    public ImageRig(int seed = 1)
    {
        Disk = new SimulatedDisk(DataStart + DataLength, seed) { Label = BootDisk.Label };
        Disk.AddPartition(BootDisk.DataPartition, DataStart, DataLength);
        Area = new BootArea(Disk, "/dev/sim");
        Data = new DataPartition(Disk, () => IsThere ? Disk.Find(BootDisk.Label) : null, this, this, () => Progress++);
    }

    public SimulatedDisk Disk { get; }

    public BootArea Area { get; }

    public DataPartition Data { get; }

    public bool IsThere { get; set; } = true;

    /// <summary>How often a part of a step was done.</summary>
    public int Progress { get; private set; }

    /// <summary>Exit codes by program; 0 where nothing is said, null for one that never ends.</summary>
    public Dictionary<string, int?> Codes { get; } = [];

    /// <summary>Flags of mounts that are refused.</summary>
    public Func<string, MountFlags, bool> Refuses { get; set; } = static (_, _) => false;

    public List<string> Done { get; } = [];

    public Span<byte> Partition => Disk.Medium.AsSpan(DataStart * BootDisk.SectorSize, DataLength * BootDisk.SectorSize);

    /// <summary>Whether there is a file system on the medium.</summary>
    public bool IsFormatted => Partition[1080..].StartsWith(FileSystem);

    public void Format() => FileSystem.CopyTo(Partition[1080..]);

    public int? Run(string program, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        Done.Add($"{program} {string.Join(' ', arguments)}");
        int? code = Codes.GetValueOrDefault(program, 0);
        if (program == "/sbin/mke2fs" && code == 0)
        {
            using IBlockDevice device = Disk.Open(arguments[^1]);
            device.Write(1080, FileSystem);
        }

        return code;
    }

    public void Mount(string type, string source, string target, MountFlags flags, string options)
    {
        if (Refuses(type, flags)) throw new KernelException($"mount {source}", 30, "Read-only file system");
        Done.Add($"mount {type} {source} {target}{(flags.HasFlag(MountFlags.ReadOnly) ? " ro" : "")}");
    }

    public void Unmount(string target) => Done.Add($"unmount {target}");
}
