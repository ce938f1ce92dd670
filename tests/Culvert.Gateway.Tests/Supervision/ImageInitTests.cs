using Culvert.Control.Boot;
using Culvert.Core;
using Culvert.Gateway.Boot;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class ImageInitTests
{
    private static readonly BootSlot Good = new("a", IsTrial: false);
    private static readonly BootSlot OnTrial = new("b", IsTrial: true);
    private static readonly ServiceNews Alive = new(IsAlive: true, IsStartBusy: false, null);

    [Fact]
    public void A_factory_reset_is_marked_on_the_disk_for_the_next_start()
    {
        using var rig = new InitRig(Good);
        Assert.Equal(ControlReply.Done(), rig.Ask("reset", "mark"));
        Assert.True(rig.Disk.Area.IsWipePending);
        Assert.Contains("next start wipes", rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_marker_that_cannot_be_written_is_said()
    {
        using var rig = new InitRig(Good);
        rig.Disk.Disk.WriteFailure = new IOException("write-protected");
        Assert.Equal(ControlReply.Failed("write-protected"), rig.Ask("reset", "mark"));
    }

    [Fact]
    public void A_machine_with_other_tenants_has_no_such_marker()
    {
        using var rig = new InitRig();
        Assert.NotEqual(0, rig.Ask("reset", "mark").Exit);
    }

    [Fact]
    public void A_slot_on_trial_is_kept_once_its_gateway_has_answered_for_long_enough()
    {
        using var rig = new InitRig(OnTrial) { OnStart = rig => rig.Tell(Alive) };
        rig.Disk.Area.SetState(new BootState("a", "b", 0));
        for (int second = 0; second < 29; second++) Answer(rig);
        Assert.Equal(new BootState("a", "b", 0), rig.Disk.Area.State);
        for (int second = 0; second < 3; second++) Answer(rig);
        Assert.Equal(new BootState("b", null, 0), rig.Disk.Area.State);
        rig.RunFor(1000);
        Assert.False(rig.IsRestarting);
    }

    [Fact]
    public void A_slot_on_trial_whose_gateway_keeps_ending_restarts_the_box_into_the_other_one()
    {
        using var rig = new InitRig(OnTrial);
        rig.Disk.Area.SetState(new BootState("a", "b", 0));
        rig.RunFor(299);
        Assert.False(rig.IsRestarting);
        rig.RunFor(2);
        Assert.True(rig.IsRestarting);
        Assert.Equal(new BootState("a", "b", 0), rig.Disk.Area.State);
    }

    [Fact]
    public void The_time_is_kept_on_the_disk_every_hour()
    {
        using var rig = new InitRig(Good) { OnStart = rig => rig.Tell(Alive) };
        rig.Storage.CreateDirectory(ImageLayout.Data);
        for (int second = 0; second < 3601; second++) Answer(rig);
        Assert.Contains(ImageLayout.Data + "/time", rig.Storage.Files.Keys);
    }

    private static void Answer(InitRig rig)
    {
        rig.RunFor(1);
        rig.Tell(Alive);
    }
}
