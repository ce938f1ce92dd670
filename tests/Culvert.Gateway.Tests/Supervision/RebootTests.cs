using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Supervision;
using Culvert.Hal.Linux.Power;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class RebootTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reboot_ends_the_services_in_an_orderly_way_first_and_starts_nothing_more(bool isRunning)
    {
        using var rig = new InitRig();
        if (isRunning) rig.OnStart = each => each.Tell(default(ServiceNews) with { IsAlive = true });
        rig.RunFor(1);
        Assert.Equal(!isRunning, rig.IsWaiting);
        int starts = rig.Starts;

        ControlReply reply = rig.Ask("reboot");

        Assert.Equal((0, ""), (reply.Exit, reply.Error));
        Assert.Contains("then the box restarts", reply.Output, StringComparison.Ordinal);
        Assert.True(rig.IsRestarting);
        rig.RunFor(5);
        Assert.True(rig.IsStopped);
        Assert.Equal(starts, rig.Starts);
    }

    [Fact]
    public void On_a_machine_that_has_another_first_process_nothing_is_ended()
    {
        using var rig = new InitRig { IsFirst = false, OnStart = each => each.Tell(default(ServiceNews) with { IsAlive = true }) };
        rig.RunFor(1);
        Assert.Equal(ControlReply.Failed(InitCommands.NotOurs), rig.Ask("reboot"));
        rig.RunFor(1);
        Assert.False(rig.IsRestarting || rig.IsStopped || rig.IsWaiting);
    }

    [Fact]
    public void This_test_is_no_first_process_and_cannot_restart_the_machine()
    {
        var power = new LinuxMachinePower();
        Assert.False(power.IsOurs);
        Assert.Throws<InvalidOperationException>(power.Restart);
    }
}
