using System.Text;
using Culvert.Control.Boot;
using Culvert.Hal.Boot;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Boot;

public sealed class DataPartitionTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("hanna_tunnel1");
    private readonly ImageRig _rig = new();

    [Fact]
    public void The_first_start_makes_a_file_system()
    {
        Start();
        Assert.Equal(["/sbin/mke2fs -q -F -t ext4 -L data -m 0 /dev/sim4", "mount ext4 /dev/sim4 /data"], _rig.Done);
    }

    [Fact]
    public void Every_other_start_checks_it()
    {
        _rig.Format();
        Start();
        Assert.Equal(["/sbin/e2fsck -f -p /dev/sim4", "mount ext4 /dev/sim4 /data"], _rig.Done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_the_check_mended_is_used(int code)
    {
        _rig.Format();
        _rig.Codes["/sbin/e2fsck"] = code;
        Start();
        Assert.Equal("mount ext4 /dev/sim4 /data", _rig.Done[^1]);
        Assert.Equal(2, _rig.Done.Count);
    }

    [Fact]
    public void What_the_repair_cannot_mend_is_made_anew()
    {
        _rig.Format();
        _rig.Codes["/sbin/e2fsck"] = 4;
        Start();
        Assert.Equal(
            ["/sbin/e2fsck -f -p /dev/sim4", "/sbin/e2fsck -f -y /dev/sim4", "/sbin/mke2fs -q -F -t ext4 -L data -m 0 /dev/sim4", "mount ext4 /dev/sim4 /data"],
            _rig.Done);
    }

    // A tool that fails says nothing of the partition.
    [Fact]
    public void A_check_that_does_not_end_costs_nothing()
    {
        _rig.Format();
        _rig.Codes["/sbin/e2fsck"] = null;
        Start();
        Assert.Equal(["/sbin/e2fsck -f -p /dev/sim4", "mount ext4 /dev/sim4 /data"], _rig.Done);
    }

    // A check that asks nobody gives up where the repair has its ways: the superblock has copies.
    [Fact]
    public void A_check_that_gives_up_is_followed_by_the_repair()
    {
        _rig.Format();
        _rig.Codes["/sbin/e2fsck"] = 8;
        Start();
        Assert.Equal(["/sbin/e2fsck -f -p /dev/sim4", "/sbin/e2fsck -f -y /dev/sim4", "mount ext4 /dev/sim4 /data ro"], _rig.Done);
    }

    [Fact]
    public void What_can_only_be_read_is_read()
    {
        _rig.Format();
        _rig.Refuses = (type, flags) => type == "ext4" && !flags.HasFlag(MountFlags.ReadOnly);
        Start();
        Assert.Equal("mount ext4 /dev/sim4 /data ro", _rig.Done[^1]);
    }

    [Fact]
    public void Without_a_disk_memory_serves()
    {
        _rig.IsThere = false;
        IReadOnlyList<string> log = Start();
        Assert.Equal(["mount tmpfs tmpfs /data"], _rig.Done);
        Assert.Equal(["no data partition: no disk of this image has come up; the configuration will be lost at the next start"], log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wipe_leaves_nothing_and_takes_its_marker_away_last(bool canDiscard)
    {
        _rig.Disk.CanDiscard = canDiscard;
        Use();
        _rig.Area.SetWipePending(true);
        Start();
        Assert.False(_rig.Area.IsWipePending);
        Assert.True(_rig.Partition.IndexOf(Secret) < 0);
        Assert.Equal(["/sbin/mke2fs -q -F -t ext4 -L data -m 0 /dev/sim4", "mount ext4 /dev/sim4 /data"], _rig.Done);
    }

    // Whoever looks on takes a disk that is slow for a disk that is stuck, when all is told at the end.
    [Fact]
    public void A_wipe_tells_that_it_gets_on()
    {
        _rig.Area.SetWipePending(true);
        Start();
        Assert.True(_rig.Progress >= _rig.Partition.Length >> 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_power_cut_at_any_write_of_a_wipe_is_made_good_by_the_next_start(int seed)
    {
        for (int cut = 0; ; cut++)
        {
            var rig = new ImageRig(seed);
            Use(rig);
            rig.Area.SetWipePending(true);
            rig.Disk.CutPowerAfter(cut);
            bool isCut = false;
            try
            {
                Start(rig);
            }
            catch (PowerCutException)
            {
                isCut = true;
            }

            rig.Disk.RestorePower();
            rig.Done.Clear();
            // Only the marker's own last write may have been enough.
            bool isPending = rig.Area.IsWipePending;
            Assert.True(isPending || (rig.Partition.IndexOf(Secret) < 0 && rig.IsFormatted));
            Start(rig);
            Assert.False(rig.Area.IsWipePending);
            Assert.True(rig.Partition.IndexOf(Secret) < 0);
            if (isPending) Assert.DoesNotContain(rig.Done, step => step.StartsWith("/sbin/e2fsck", StringComparison.Ordinal));
            if (!isCut) break;
            Assert.InRange(cut, 0, 50);
        }
    }

    [Fact]
    public void A_wipe_that_the_disk_refuses_leaves_its_marker_and_nothing_of_the_old_in_use()
    {
        Use();
        _rig.Area.SetWipePending(true);
        _rig.Disk.WriteFailure = new IOException("I/O error");
        Start();
        Assert.True(_rig.Area.IsWipePending);
        Assert.Equal(["mount tmpfs tmpfs /data"], _rig.Done);
    }

    private void Use() => Use(_rig);

    private static void Use(ImageRig rig)
    {
        rig.Format();
        Secret.CopyTo(rig.Partition[100_000..]);
        Secret.CopyTo(rig.Partition[^Secret.Length..]);
    }

    private IReadOnlyList<string> Start() => Start(_rig);

    private static IReadOnlyList<string> Start(ImageRig rig)
    {
        var volume = new DataVolume(rig.Area.IsWipePending);
        while (volume.TryTakeStep(out DataStep step))
        {
            (DataStepResult result, string detail) = rig.Data.CarryOut(step, () => rig.Area.SetWipePending(false));
            volume.HandleDone(step, result, detail);
        }

        List<string> log = [];
        while (volume.TryTakeLog(out Culvert.Control.LogEntry? entry)) log.Add(entry.Text);
        return log;
    }
}
