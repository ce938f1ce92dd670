using System.Buffers.Binary;
using Culvert.Control.Boot;
using Culvert.Hal.Boot;
using Culvert.Hal.Disks;

namespace Culvert.Gateway.Boot;

/// <summary>Carries out the steps of <see cref="DataVolume"/> on the disk's data partition.</summary>
/// <param name="find">The disk, for as long as it is worth waiting for it; null when it is not there.</param>
/// <param name="onProgress">Called whenever a part of a step is done, so that a slow disk can be told from a stuck one.</param>
internal sealed class DataPartition(IDisks disks, Func<Disk?> find, IMounts mounts, ITools tools, Action onProgress)
{
    private const string FileSystem = "ext4";
    private const string Maker = "/sbin/mke2fs";
    private const string Checker = "/sbin/e2fsck";

    // e2fsck(8): 1 and 2 tell of faults that it mended, 4 of faults that it left; more is a failure of its own.
    private const int Unmended = 4, MostUnmended = 7, MostOfAll = 255;

    // Of ext4's superblock, which is its second kilobyte.
    private const int MagicOffset = 1024 + 56;
    private const ushort Magic = 0xEF53;

    private const int ChunkSize = 1 << 20;

    // A file system of some tens of megabytes on a slow card; and a card that hangs does not keep the box from its start.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string? _device;

    /// <summary>Does one step.</summary>
    /// <param name="whenWiped">Takes the marker away.</param>
    public (DataStepResult Result, string Detail) CarryOut(DataStep step, Action whenWiped)
    {
        onProgress();
        try
        {
            return (step switch
            {
                DataStep.Inspect => Inspect(),
                DataStep.Wipe => Wipe(whenWiped),
                // What it cannot look at without a question, such as a first superblock that is gone, is a fault too.
                DataStep.Check => Check("-p") >= Unmended ? DataStepResult.Damaged : DataStepResult.Done,
                DataStep.Repair => Repair(),
                DataStep.Make => Make(),
                DataStep.Mount => Mount(MountFlags.None),
                DataStep.MountReadOnly => Mount(MountFlags.ReadOnly),
                _ => UseMemory(),
            }, "");
        }
        catch (IOException problem)
        {
            return (DataStepResult.Failed, problem.Message);
        }
    }

    private string Device => _device ??= FindDevice();

    private string FindDevice()
    {
        Disk disk = find() ?? throw new IOException("no disk of this image has come up");
        return disk.Partitions.TryGetValue(BootDisk.DataPartition, out string? device)
            ? device
            : throw new IOException($"{disk.Device} has no partition {BootDisk.DataPartition}");
    }

    // What was never written to begins with zeros, also where a file system has its description.
    private DataStepResult Inspect()
    {
        using IBlockDevice device = disks.Open(Device);
        byte[] start = new byte[ChunkSize];
        device.Read(0, start);
        return start.AsSpan().ContainsAnyExcept((byte)0) ? DataStepResult.Done : DataStepResult.Empty;
    }

    private DataStepResult Wipe(Action whenWiped)
    {
        using (IBlockDevice device = disks.Open(Device))
        {
            // Lets the card erase what no address leads to any more; what it does not is written over.
            device.TryDiscard();
            byte[] zeros = new byte[ChunkSize];
            for (long offset = 0; offset < device.Size; offset += zeros.Length)
            {
                device.Write(offset, zeros.AsSpan(0, (int)Math.Min(zeros.Length, device.Size - offset)));
                // Not all at the end, which may take a slow card minutes.
                device.Flush();
                onProgress();
            }
        }

        Make();
        whenWiped();
        return DataStepResult.Done;
    }

    private DataStepResult Make()
    {
        Run(Maker, ["-q", "-F", "-t", FileSystem, "-L", "data", "-m", "0", Device], most: 0);
        using IBlockDevice device = disks.Open(Device);
        // Whatever the tool does of itself: a marker that goes after this says that the file system is on the medium.
        device.Flush();
        return DataStepResult.Done;
    }

    private int Check(string how) => Run(Checker, ["-f", how, Device], MostOfAll);

    // A checker that gives up where there is a file system may only be older than that: it says nothing.
    private DataStepResult Repair() => Check("-y") switch
    {
        < Unmended => DataStepResult.Done,
        > MostUnmended when HasFileSystem() => throw new IOException($"{Path.GetFileName(Checker)} cannot work on it"),
        _ => DataStepResult.Damaged,
    };

    private bool HasFileSystem()
    {
        using IBlockDevice device = disks.Open(Device);
        byte[] magic = new byte[2];
        device.Read(MagicOffset, magic);
        return BinaryPrimitives.ReadUInt16LittleEndian(magic) == Magic;
    }

    private DataStepResult Mount(MountFlags access)
    {
        // Where nothing can be written the journal cannot be played back either.
        string options = access.HasFlag(MountFlags.ReadOnly) ? "noload" : "";
        mounts.Mount(FileSystem, Device, ImageLayout.Data, MountFlags.NoSetUserId | MountFlags.NoDevices | MountFlags.NoExecution | MountFlags.NoAccessTime | access, options);
        return DataStepResult.Done;
    }

    private DataStepResult UseMemory()
    {
        mounts.Mount("tmpfs", "tmpfs", ImageLayout.Data, MountFlags.NoSetUserId | MountFlags.NoDevices | MountFlags.NoExecution, "size=16m,mode=0700");
        return DataStepResult.Done;
    }

    private int Run(string program, IReadOnlyList<string> arguments, int most)
    {
        int code = tools.Run(program, arguments, Patience) ?? throw new IOException($"{Path.GetFileName(program)} did not end by itself");
        return code >= 0 && code <= most ? code : throw new IOException($"{Path.GetFileName(program)} failed with code {code}");
    }
}
