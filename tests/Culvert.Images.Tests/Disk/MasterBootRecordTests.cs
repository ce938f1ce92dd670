using Culvert.Control.Boot;
using Culvert.Images.Disk;

namespace Culvert.Images.Tests.Disk;

public sealed class MasterBootRecordTests
{
    [Fact]
    public void The_table_says_where_everything_is()
    {
        byte[] sector = MasterBootRecord.Write(0x43554C56, [new Partition(0x0E, 2048, 32768), new Partition(0x83, 0x01020304, 0x05060708)]);
        Assert.Equal([0x56, 0x4C, 0x55, 0x43], sector[0x1B8..0x1BC]);
        Assert.Equal([0x80, 0xFE, 0xFF, 0xFF, 0x0E, 0xFE, 0xFF, 0xFF, 0, 8, 0, 0, 0, 0x80, 0, 0], sector[0x1BE..0x1CE]);
        Assert.Equal([0, 0xFE, 0xFF, 0xFF, 0x83, 0xFE, 0xFF, 0xFF, 4, 3, 2, 1, 8, 7, 6, 5], sector[0x1CE..0x1DE]);
        Assert.All(sector[0x1DE..0x1FE], each => Assert.Equal(0, each));
        Assert.Equal([0x55, 0xAA], sector[510..]);
    }

    [Fact]
    public void The_layout_leaves_no_gap_and_ends_with_the_disk()
    {
        Partition[] all = [DiskLayout.Boot, DiskLayout.SlotA, DiskLayout.SlotB, DiskLayout.Data];
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal(pair.First.FirstSector + pair.First.Sectors, pair.Second.FirstSector));
        Assert.Equal(DiskLayout.Size, DiskLayout.Data.Offset + DiskLayout.Data.Size);
        // Nothing that is written by itself shares a page of flash, of 128 KiB at most, with anything else.
        int[] written = [0, .. BootDisk.StateSectors.Concat(BootDisk.MarkerSectors).Order(), (int)DiskLayout.Boot.FirstSector];
        Assert.All(written.Zip(written.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 256, int.MaxValue));
    }
}
