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
    private static readonly string[] Notes = [ImageLayout.Data + "/seed", ImageLayout.Data + "/time"];
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
    public void Time_and_seed_are_kept_on_the_disk_after_ten_minutes_and_then_every_hour()
    {
        using var rig = new InitRig(Good) { OnStart = rig => rig.Tell(Alive) };
        rig.Storage.CreateDirectory(ImageLayout.Data);
        for (int second = 0; second < 599; second++) Answer(rig);
        Assert.Empty(rig.Storage.Files.Keys);
        for (int second = 0; second < 2; second++) Answer(rig);
        Assert.Equal(Notes, rig.Storage.Files.Keys.Order());
        foreach (string note in Notes) rig.Storage.Delete(note);
        for (int second = 0; second < 3590; second++) Answer(rig);
        Assert.Empty(rig.Storage.Files.Keys);
        for (int second = 0; second < 20; second++) Answer(rig);
        Assert.Equal(Notes, rig.Storage.Files.Keys.Order());
    }

    [Fact]
    public void A_good_slot_that_cannot_be_written_down_is_written_down_a_minute_later()
    {
        using var rig = new InitRig(OnTrial) { OnStart = rig => rig.Tell(Alive) };
        rig.Disk.Area.SetState(new BootState("a", "b", 0));
        rig.Disk.Disk.WriteFailure = new IOException("write-protected");
        for (int second = 0; second < 40; second++) Answer(rig);
        Assert.Equal(new BootState("a", "b", 0), rig.Disk.Area.State);
        Assert.False(rig.IsRestarting);
        rig.Disk.Disk.WriteFailure = null;
        for (int second = 0; second < 60; second++) Answer(rig);
        Assert.Equal(new BootState("b", null, 0), rig.Disk.Area.State);
    }

    private static void Answer(InitRig rig)
    {
        rig.RunFor(1);
        rig.Tell(Alive);
    }
}
