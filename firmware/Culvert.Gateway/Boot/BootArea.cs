using Culvert.Control.Boot;
using Culvert.Hal.Disks;

namespace Culvert.Gateway.Boot;

/// <summary>The sectors before the first partition that say what the next start does. Written only by <c>culvert init</c> and U-Boot.</summary>
/// <param name="disk">The whole disk's node.</param>
internal sealed class BootArea(IDisks disks, string disk)
{
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public BootState State => BootState.Of(Look(BootDisk.StateSectors).Values);

    /// <summary>A factory reset was begun and has not ended.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public bool IsWipePending => WipeMarker.IsPending(Look(BootDisk.MarkerSectors).Values);

    /// <summary>On the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void SetState(BootState state) => Replace(BootDisk.StateSectors, state.ToValues());

    /// <summary>On the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void SetWipePending(bool isPending) => Replace(BootDisk.MarkerSectors, WipeMarker.ToValues(isPending));

    private BlockPair Look(IReadOnlyList<int> sectors)
    {
        using IBlockDevice device = disks.Open(disk);
        return Look(device, sectors);
    }

    private void Replace(IReadOnlyList<int> sectors, IReadOnlyDictionary<string, string> values)
    {
        using IBlockDevice device = disks.Open(disk);
        (int copy, byte[] sector) = Look(device, sectors).Replace(values);
        device.Write(OffsetOf(sectors[copy]), sector);
        device.Flush();
    }

    private static BlockPair Look(IBlockDevice device, IReadOnlyList<int> sectors)
    {
        byte[][] copies = [new byte[BootDisk.SectorSize], new byte[BootDisk.SectorSize]];
        IOException? failure = null;
        for (int i = 0; i < copies.Length; i++)
        {
            try
            {
                device.Read(OffsetOf(sectors[i]), copies[i]);
            }
            catch (IOException unreadable) when (failure is null)
            {
                // One that cannot be read is one that is not valid: the other tells.
                failure = unreadable;
                copies[i].AsSpan().Clear();
            }
        }

        return new BlockPair(copies[0], copies[1]);
    }

    private static long OffsetOf(int sector) => (long)sector * BootDisk.SectorSize;
}
