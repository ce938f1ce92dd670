using Culvert.Hal.Disks;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Disks;

namespace Culvert.Hal.Tests.Disks;

/// <summary>What a test of power cuts builds upon: a disk that keeps no promise but that of a flush.</summary>
public sealed class SimulatedDiskTests
{
    private const int Sector = 512, Sectors = 64;
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, Sector)], New = [.. Enumerable.Repeat((byte)2, Sector)];

    [Fact]
    public void What_was_written_is_read_at_once_and_on_the_medium_after_a_flush()
    {
        var disk = new SimulatedDisk(Sectors);
        using IBlockDevice device = disk.Open("/dev/sim");
        byte[] read = new byte[4];
        device.Write(510, [1, 2, 3, 4]);
        device.Read(510, read);
        Assert.Equal([1, 2, 3, 4], read);
        Assert.Equal(0, disk.Medium[511]);
        device.Flush();
        Assert.Equal([1, 2, 3, 4], disk.Medium[510..514]);
    }

    [Fact]
    public void A_flush_of_one_node_says_nothing_of_what_another_one_wrote()
    {
        var disk = new SimulatedDisk(Sectors);
        disk.AddPartition(1, 8, 8);
        using IBlockDevice whole = disk.Open("/dev/sim"), part = disk.Open("/dev/sim1");
        part.Write(0, [7]);
        whole.Flush();
        Assert.Equal(0, disk.Medium[8 * Sector]);
        part.Flush();
        Assert.Equal(7, disk.Medium[8 * Sector]);
    }

    // The first of two sectors may be lost and the second one be there: the order of writes is no promise.
    [Fact]
    public void A_power_cut_leaves_any_of_what_was_not_flushed()
    {
        var seen = new HashSet<(int, int)>();
        for (int seed = 0; seed < 100; seed++)
        {
            var disk = new SimulatedDisk(Sectors, seed);
            using IBlockDevice device = disk.Open("/dev/sim");
            device.Write(0, Old);
            device.Write(Sector, Old);
            device.Flush();
            device.Write(0, New);
            device.Write(Sector, New);
            disk.CutPowerAfter(0);
            Assert.Throws<PowerCutException>(device.Flush);
            seen.Add((disk.Medium[0], disk.Medium[Sector]));
        }

        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], seen.Order());
    }

    [Fact]
    public void A_sector_that_was_being_written_may_be_torn_and_what_was_flushed_is_there()
    {
        var torn = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var disk = new SimulatedDisk(Sectors, seed);
            using IBlockDevice device = disk.Open("/dev/sim");
            device.Write(0, Old);
            device.Write(Sector, Old);
            device.Flush();
            disk.CutPowerAfter(0);
            Assert.Throws<PowerCutException>(() => device.Write(0, New));
            Assert.Equal(Old, disk.Medium[Sector..(2 * Sector)]);
            if (disk.Medium[0] == 2 && disk.Medium[Sector - 1] == 1) torn++;
        }

        Assert.InRange(torn, 20, 80);
    }
}
