using System.Text;
using Culvert.Config;
using Culvert.Control;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Reset;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>The button and the factory reset of a whole gateway with a tunnel, on virtual time.</summary>
public sealed class FactoryResetTests
{
    private const int StatusLine = 0;
    private const string Marker = Box.Directory + ".reset";

    [Fact]
    public void The_button_held_for_6_s_tells_the_peer_and_leaves_factory_defaults()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Hold(pair, 5.5);
        Assert.Equal(LedPattern.Blink10Hz, pair.Branch.Front.Leds[0].Pattern);
        Assert.Equal(TunnelState.Up, pair.Branch.Tunnel(pair.Clock.Now).State);
        pair.RunFor(0.5);
        pair.Branch.PressButton(false);
        pair.RunUntil(() => pair.Branch.Control.GetTunnels(pair.Clock.Now).Count == 0, limitSeconds: 0.1);
        pair.RunUntil(() => !pair.Branch.Control.IsResetting, limitSeconds: 2.5);
        pair.RunFor(1);

        Assert.Null(pair.Far.Tunnel(pair.Clock.Now).Ike);
        Assert.Empty(pair.Branch.Tuns);
        Assert.DoesNotContain(pair.Branch.Network.Routes, route => route.Protocol == RoutingMarks.Protocol && route.Table == KernelRoute.MainTable);
        Assert.DoesNotContain(pair.Branch.Storage.Files.Keys, file => file.StartsWith(Box.Directory, StringComparison.Ordinal));
        Assert.False(pair.Branch.Storage.IsOnMedium(Encoding.UTF8.GetBytes(BoxPair.Secret)));
        Assert.Equal(LedPattern.Double, pair.Branch.Front.Leds[0].Pattern);
    }

    [Fact]
    public void The_armed_status_LED_blinks_at_its_pin()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Hold(pair, 6);
        HashSet<bool> seen = [];
        for (int i = 0; i < 20; i++)
        {
            pair.RunFor(0.025);
            seen.Add(pair.Branch.IsLit(StatusLine));
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_peer_that_does_not_answer_holds_the_reset_up_for_2_s_only()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Wire.Transform = _ => [];
        pair.Branch.Ask("reset", "factory");
        pair.RunFor(1.9);
        Assert.Equal("busy\n", pair.Branch.Ask("reset", "state").Output);
        Assert.Equal(LedPattern.Updating, pair.Branch.Front.Leds[0].Pattern);
        Assert.True(pair.Branch.Storage.Files.ContainsKey(Marker));
        Assert.Contains("under way", pair.Branch.Ask("reload").Error, StringComparison.Ordinal);
        pair.RunFor(0.2);
        Assert.Equal("", pair.Branch.Ask("reset", "state").Output);
        Assert.False(pair.Branch.Storage.Files.ContainsKey(Marker));
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
    }

    [Fact]
    public void A_reset_that_cannot_be_marked_changes_nothing_and_says_why()
    {
        using BoxPair pair = new BoxPair().BringUp();
        (pair.Branch.Storage.WriteFailure, pair.Branch.Storage.WriteFailureAt) = (new IOException("read-only file system"), Marker);
        pair.Branch.Ask("reset", "factory");
        pair.RunFor(1);
        ControlReply state = pair.Branch.Ask("reset", "state");
        Assert.Equal(1, state.Exit);
        Assert.Contains("read-only file system", state.Error, StringComparison.Ordinal);
        Assert.Equal(TunnelState.Up, pair.Branch.Tunnel(pair.Clock.Now).State);
        Assert.Equal(LedPattern.Triple, pair.Branch.Front.Leds[0].Pattern);
        pair.RunFor(30);
        Assert.Equal(LedPattern.Heartbeat, pair.Branch.Front.Leds[0].Pattern);
        Assert.Single(pair.Branch.Log.Split('\n'), line => line.Contains("factory reset not begun", StringComparison.Ordinal));
    }

    [Fact]
    public void A_finger_that_comes_back_takes_the_sign_of_a_refused_reset_away()
    {
        using BoxPair pair = new BoxPair().BringUp();
        (pair.Branch.Storage.WriteFailure, pair.Branch.Storage.WriteFailureAt) = (new IOException("read-only file system"), Marker);
        Hold(pair, 6);
        pair.Branch.PressButton(false);
        pair.RunFor(5);
        Assert.Equal(LedPattern.Triple, pair.Branch.Front.Leds[0].Pattern);
        Hold(pair, 0.5);
        Assert.Equal(LedPattern.Heartbeat, pair.Branch.Front.Leds[0].Pattern);
    }

    [Fact]
    public void A_hold_since_power_on_counts_however_long_the_start_takes()
    {
        using var pair = new BoxPair();
        Instant pressed = pair.Clock.Now;
        pair.Branch.PressButton(true);
        pair.Branch.Front.Start();
        pair.Branch.Network.BeforeChange = _ => pair.Clock.Now += TimeSpan.FromMilliseconds(50);
        bool[] lit = [];
        pair.Branch.OnDevice = () => lit = [.. lit, pair.Branch.IsLit(StatusLine)];
        pair.Branch.Engine.Start(ManyTunnels(40));
        pair.Branch.Network.BeforeChange = static _ => { };
        TimeSpan started = pair.Clock.Now - pressed;
        Assert.InRange(started.TotalSeconds, 4, 12);
        // LEDs did not stand still: the lamp test is over, and booting blinks.
        Assert.Contains(false, lit);
        pair.RunUntil(() => pair.Clock.Now - pressed > TimeSpan.FromSeconds(12));
        pair.Branch.PressButton(false);
        pair.RunFor(0.1);
        Assert.Contains(" s: factory reset", pair.Branch.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_that_could_not_be_had_cannot_be_pressed_and_that_is_one_clear_line()
    {
        using var pair = new BoxPair();
        BoardDescription lab = BoardCatalog.Find("lab").Board;
        IPin key = lab.Buttons[0].Pin;
        BoardDescription board = lab with { Leds = [new LedDescription("thief", new LedSource.OnePin(key), LedRole.Status, 0, ActiveLow: false)] };
        using var hardware = new BoardHardware(board, pair.Clock);
        using var log = new Log(TextWriter.Null, LogLevel.Info, TimeProvider.System);
        ControlReply reply = new ButtonPress(board, hardware, log).Press("reset", "1000");
        Assert.Equal((1, "nobody has the line of this button, reset, see what the log says of board lab"), (reply.Exit, reply.Error));
    }

    [Fact]
    public void A_disk_that_cannot_be_wiped_is_a_fault_until_it_can()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Storage.DeleteFailure = new IOException("input/output error");
        pair.Branch.Ask("reset", "factory");
        pair.RunFor(5);
        Assert.Equal(LedPattern.Triple, pair.Branch.Front.Leds[0].Pattern);
        Assert.Contains("input/output error", pair.Branch.Ask("reset", "state").Error, StringComparison.Ordinal);
        pair.Branch.Storage.DeleteFailure = null;
        pair.RunUntil(() => !pair.Branch.Control.IsResetting, limitSeconds: 11);
        Assert.False(pair.Branch.Storage.IsOnMedium(Encoding.UTF8.GetBytes(BoxPair.Secret)));
    }

    [Fact]
    public void After_a_reset_the_box_takes_a_new_configuration_and_old_secrets_stay_gone()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Ask("reset", "factory");
        pair.RunUntil(() => !pair.Branch.Control.IsResetting, limitSeconds: 3);
        pair.Branch.Write(BoxPair.BranchConfig, BoxPair.Secrets("Tunnel1"));
        pair.BringUp();
    }

    [Fact]
    public void A_stop_in_the_middle_leaves_the_rest_to_the_next_start()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Wire.Transform = _ => [];
        pair.Branch.Ask("reset", "factory");
        pair.RunFor(0.5);
        pair.Branch.Engine.Stop();
        Assert.True(pair.Branch.Storage.Files.ContainsKey(Marker));
        // With the process its lock is gone.
        pair.Branch.Storage.RestorePower();
        using DataWipe next = DataWipe.OfDirectory(pair.Branch.Storage, Box.Directory);
        Assert.True(next.Resume());
        Assert.False(pair.Branch.Storage.IsOnMedium(Encoding.UTF8.GetBytes(BoxPair.Secret)));
    }

    [Fact]
    public void Every_lamp_is_lit_at_the_start_and_means_something_after_2_s()
    {
        using var pair = new BoxPair();
        Assert.All(pair.Branch.Front.Leds, led => Assert.True(led.Lit));
        pair.RunFor(2.3);
        Assert.Contains(pair.Branch.Front.Leds, led => !led.Lit);
    }

    [Theory]
    [InlineData("reset", "0", "not a time")]
    [InlineData("reset", "3600001", "not a time")]
    [InlineData("other", "1000", "no such button on board lab, other, use one of reset")]
    public void A_press_that_cannot_be_is_one_clear_line(string button, string milliseconds, string says)
    {
        using var pair = new BoxPair();
        ControlReply reply = pair.Branch.Ask("board", "press", button, milliseconds);
        Assert.Equal(1, reply.Exit);
        Assert.Contains(says, reply.Error, StringComparison.Ordinal);
    }

    private static GatewayConfig ManyTunnels(int count)
    {
        string tunnels = string.Join(',', Enumerable.Range(1, count).Select(number => $"\"t{number}\":{{\"remote\":{{\"address\":\"203.0.113.{number}\"}}}}"));
        string config = $"{{\"connections\":{{\"many\":{{\"localNetworks\":[\"10.60.0.0/16\"],\"remoteNetworks\":[\"10.50.0.0/16\"],\"tunnels\":{{{tunnels}}}}}}}}}";
        const string secrets = "{\"connections\":{\"many\":{\"preSharedKey\":\"abcdefghijklmnop\"}}}";
        return ConfigLoader.Load(new ConfigDocuments(new NamedText("culvert.json", config), new NamedText("secrets.json", secrets))).Config!;
    }

    private static void Hold(BoxPair pair, double seconds)
    {
        pair.Branch.PressButton(true);
        pair.RunFor(seconds);
    }
}
