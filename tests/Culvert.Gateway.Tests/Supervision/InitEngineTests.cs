using System.Text;
using Culvert.Control.Leds;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Supervision;

/// <summary>What culvert init does for the box while there is no gateway.</summary>
public sealed class InitEngineTests : IDisposable
{
    private const string Broken = "{ \"nonsense\": \"hanna_secret\" }";

    private readonly InitRig _rig = new();

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void The_button_held_for_6_s_in_a_crash_loop_leaves_factory_defaults_and_a_gateway_at_once(int starts)
    {
        _rig.Write(Broken);
        _rig.CrashUntil(starts);
        Assert.Equal(LedPattern.Triple, _rig.Status);
        _rig.Move(true);
        _rig.RunFor(5.5);
        Assert.Equal(LedPattern.Blink10Hz, _rig.Status);
        Assert.Equal(starts, _rig.Starts);
        _rig.OnStart = rig => rig.Tell(new ServiceNews(IsAlive: true, IsStartBusy: false, null));
        _rig.RunFor(0.5);
        _rig.Move(false);
        _rig.RunFor(0.2);
        Assert.Equal(starts + 1, _rig.Starts);
        AssertDefaults();
        Assert.False(_rig.HasLine);

        // The past is forgotten.
        _rig.Exit(1);
        _rig.RunFor(0.25);
        Assert.Equal(starts + 2, _rig.Starts);
    }

    [Theory]
    [InlineData(9.5, false)]
    [InlineData(11, true)]
    [InlineData(19, true)]
    [InlineData(25, false)]
    public void The_button_held_since_power_on_counts_when_the_gateway_dies_at_once_even_where_it_is_disabled(double seconds, bool resets)
    {
        _rig.Write(Broken);
        _rig.Tell(new ServiceNews(IsAlive: false, IsStartBusy: false, IsButtonEnabled: false));
        _rig.Move(true);
        _rig.RunFor(seconds);
        _rig.Move(false);
        _rig.RunFor(0.2);
        Assert.Equal(resets, !Exists());
    }

    [Fact]
    public void A_gateway_always_finds_the_line_free()
    {
        // The rig asserts it at every start.
        for (int i = 0; i < 400; i++)
        {
            _rig.Move(i % 7 == 0);
            _rig.RunFor(0.05 * (i % 40));
        }

        Assert.InRange(_rig.Starts, 5, 400);
    }

    [Fact]
    public void A_line_that_is_stuck_costs_one_wait_and_resets_nothing()
    {
        _rig.Write(Broken);
        _rig.Move(true);
        _rig.RunFor(20);
        Assert.Equal(2, _rig.Starts);
        _rig.RunFor(10);
        Assert.InRange(_rig.Starts, 4, 8);
        _rig.RunFor(300);
        Assert.True(Exists());
    }

    [Fact]
    public void A_first_crash_is_mended_within_a_second_though_the_line_is_stuck()
    {
        _rig.OnStart = rig => rig.Tell(new ServiceNews(IsAlive: true, IsStartBusy: false, null));
        for (int second = 0; second < 100; second++)
        {
            _rig.RunFor(1);
            _rig.Tell(new ServiceNews(IsAlive: true, IsStartBusy: false, null));
        }

        Assert.Equal(1, _rig.Starts);
        _rig.Move(true);
        _rig.Exit(70);
        _rig.RunFor(0.3);
        Assert.Equal(2, _rig.Starts);
    }

    [Fact]
    public void A_button_that_the_last_configuration_disabled_does_nothing()
    {
        _rig.Write(Broken);
        _rig.Tell(new ServiceNews(IsAlive: false, IsStartBusy: false, IsButtonEnabled: false));
        _rig.CrashUntil(8);
        _rig.Move(true);
        _rig.RunFor(6);
        _rig.Move(false);
        _rig.RunFor(1);
        Assert.True(Exists());
    }

    [Fact]
    public void The_watchdog_is_fed_while_the_button_is_held_and_the_disk_refuses()
    {
        _rig.Write(Broken);
        _rig.Storage.DeleteFailure = new IOException("input/output error");
        _rig.CrashUntil(8);
        int starts = _rig.Starts;
        Hold(18);
        _rig.RunFor(100);
        Assert.False(_rig.Watchdog.HasReset);
        Assert.Equal(LedPattern.Triple, _rig.Status);
        Assert.Equal(starts, _rig.Starts);
        _rig.Storage.DeleteFailure = null;
        _rig.OnStart = rig => rig.Tell(new ServiceNews(IsAlive: true, IsStartBusy: false, null));
        _rig.RunFor(10);
        AssertDefaults();
        Assert.Equal(starts + 1, _rig.Starts);
    }

    [Fact]
    public void The_watchdog_is_not_fed_for_a_reset_that_is_stuck()
    {
        _rig.Write(Broken);
        _rig.Storage.DeleteFailure = new IOException("input/output error");
        _rig.StickReset();
        _rig.CrashUntil(8);
        Hold(6);
        _rig.RunFor(280);
        Assert.False(_rig.Watchdog.HasReset);
        _rig.RunFor(40);
        Assert.True(_rig.Watchdog.HasReset);
    }

    [Fact]
    public void A_start_that_is_busy_is_given_its_time()
    {
        _rig.OnStart = _ => { };
        _rig.RunFor(0);
        for (int second = 0; second < 600; second++)
        {
            _rig.Tell(new ServiceNews(IsAlive: false, IsStartBusy: true, null));
            _rig.RunFor(1);
        }

        Assert.Equal(1, _rig.Starts);
        Assert.False(_rig.Watchdog.HasReset);
        _rig.RunFor(31);
        Assert.Equal(2, _rig.Starts);
    }

    [Fact]
    public void A_reset_that_cannot_be_marked_leaves_the_gateway_its_turn()
    {
        _rig.Write(Broken);
        _rig.Storage.WriteFailure = new IOException("read-only file system");
        _rig.CrashUntil(8);
        Hold(6);
        _rig.RunFor(60);
        Assert.InRange(_rig.Starts, 9, 20);
        Assert.True(Exists());
        Assert.Contains("read-only file system", _rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_board_can_be_asked_while_init_has_it()
    {
        _rig.CrashUntil(8);
        Assert.Contains("triple", _rig.Ask("show", "leds").Output, StringComparison.Ordinal);
        Assert.Contains("no gateway is running", _rig.Ask("show", "tunnels").Error, StringComparison.Ordinal);
        Assert.Contains("no such button", _rig.Ask("board", "press", "other", "100").Error, StringComparison.Ordinal);
        _rig.OnStart = rig => rig.Tell(new ServiceNews(IsAlive: true, IsStartBusy: false, null));
        while (_rig.IsWaiting) _rig.RunFor(1);
        ControlReply reply = _rig.Ask("board", "press", "reset", "100");
        Assert.Equal(1, reply.Exit);
        Assert.Contains("do it again", reply.Error, StringComparison.Ordinal);
    }

    /// <summary>Whoever comes next after a power cut, a gateway or a finger, finds the old configuration whole or none of it.</summary>
    [Fact]
    public void A_power_cut_at_any_write_of_its_reset_leaves_all_or_the_next_start_nothing()
    {
        bool sawOld = false, sawNew = false, ended = false;
        for (int cut = 0; !ended; cut++)
        {
            Assert.InRange(cut, 0, 100);
            using var test = new InitEngineTests();
            test._rig.Write(Broken);
            test._rig.CrashUntil(8);
            test._rig.Storage.CutPowerAfter(cut);
            ended = test.TryHold(6);
            SimulatedStorage disk = test._rig.Storage;
            disk.RestorePower();
            using (DataWipe next = DataWipe.OfDirectory(disk, InitRig.Directory)) next.Resume();
            bool isOld = test.Exists();
            sawOld |= isOld;
            sawNew |= !isOld;
            Assert.DoesNotContain(InitRig.Directory + ".reset.new", disk.Files.Keys);
            if (isOld) Assert.True(disk.IsOnMedium(Encoding.UTF8.GetBytes(Broken)));
            else test.AssertDefaults();
        }

        Assert.True(sawOld && sawNew);
    }

    public void Dispose() => _rig.Dispose();

    private bool Exists() => _rig.Storage.Files.ContainsKey(InitRig.Directory + "/culvert.json");

    private void AssertDefaults()
    {
        Assert.Empty(_rig.Storage.Files.Keys);
        Assert.False(_rig.Storage.IsOnMedium("hanna_secret"u8));
    }

    private void Hold(double seconds)
    {
        _rig.Move(true);
        _rig.RunFor(seconds);
        _rig.Move(false);
        _rig.RunFor(0.2);
    }

    private bool TryHold(double seconds)
    {
        try
        {
            Hold(seconds);
            return true;
        }
        catch (PowerCutException)
        {
            return false;
        }
    }
}
