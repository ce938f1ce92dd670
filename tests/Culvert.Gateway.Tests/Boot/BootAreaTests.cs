using Culvert.Control.Boot;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Boot;

public sealed class BootAreaTests
{
    private readonly ImageRig _rig = new();

    [Fact]
    public void A_new_disk_starts_its_first_system_and_wants_no_wipe()
    {
        Assert.Equal(BootState.Default, _rig.Area.State);
        Assert.False(_rig.Area.IsWipePending);
    }

    [Fact]
    public void State_and_marker_do_not_touch_each_other()
    {
        _rig.Area.SetState(new BootState("b", "a", 1));
        _rig.Area.SetWipePending(true);
        _rig.Area.SetState(new BootState("a", "b", 0));
        _rig.Area.SetState(new BootState("b", null, 0));
        Assert.True(_rig.Area.IsWipePending);
        _rig.Area.SetWipePending(false);
        Assert.False(_rig.Area.IsWipePending);
        Assert.Equal(new BootState("b", null, 0), _rig.Area.State);
    }

    [Fact]
    public void A_power_cut_leaves_the_old_state_or_the_new()
    {
        BootState state = BootState.Default;
        for (int write = 0; write < 100; write++)
        {
            BootState next = new(write % 2 == 0 ? "b" : "a", null, 0);
            // In the middle of the write, or of the flush after it.
            _rig.Disk.CutPowerAfter(write / 2 % 2);
            Assert.Throws<PowerCutException>(() => _rig.Area.SetState(next));
            _rig.Disk.RestorePower();
            Assert.True(_rig.Area.State == state || _rig.Area.State == next);
            _rig.Area.SetState(next);
            Assert.Equal(next, _rig.Area.State);
            state = next;
        }
    }

    [Fact]
    public void What_was_set_is_on_the_medium_whatever_comes()
    {
        BootState state = new("b", "a", 1);
        for (int seed = 0; seed < 20; seed++)
        {
            var rig = new ImageRig(seed);
            rig.Area.SetState(state);
            rig.Disk.CutPowerAfter(0);
            Assert.Throws<PowerCutException>(() => rig.Area.SetWipePending(true));
            rig.Disk.RestorePower();
            Assert.Equal(state, rig.Area.State);
        }
    }

    [Fact]
    public void A_disk_that_cannot_be_written_is_an_error_of_the_disk()
    {
        _rig.Disk.WriteFailure = new IOException("write-protected");
        Assert.Throws<IOException>(() => _rig.Area.SetWipePending(true));
        Assert.False(_rig.Area.IsWipePending);
    }
}
