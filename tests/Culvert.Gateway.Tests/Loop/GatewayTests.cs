using System.Text.RegularExpressions;
using Culvert.Config;
using Culvert.Control;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal;
using Culvert.Hal.Linux;
using Culvert.Ike;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Loop;

public sealed partial class GatewayTests
{
    [Fact]
    public void A_start_without_permission_is_refused_and_leaves_nothing()
    {
        using var pair = new BoxPair();
        var routes = pair.Branch.Network.Routes.ToList();
        pair.Branch.Network.BeforeChange = change =>
        {
            if (change.StartsWith("up ", StringComparison.Ordinal)) throw new KernelException(change, KernelException.NotPermitted, "no");
        };
        ConfigResult config = ConfigLoader.Load(pair.Branch.Store.Read());
        Assert.Contains("not permitted", Assert.Throws<UserException>(() => pair.Branch.Engine.Start(config.Config!)).Message, StringComparison.Ordinal);
        Assert.Equal(routes, pair.Branch.Network.Routes);
        Assert.Empty(pair.Branch.Network.Rules);
    }

    [Fact]
    public void A_device_name_in_use_costs_its_tunnel_and_not_the_start()
    {
        using var pair = new BoxPair();
        pair.Branch.Network.AddLink("Tunnel1");
        pair.Branch.Engine.Start(ConfigLoader.Load(pair.Branch.Store.Read()).Config!);
        Assert.Equal(ReasonCode.LocalError, pair.Branch.Tunnel(pair.Clock.Now).ReasonCode);
        pair.Branch.Engine.Stop();
        pair.Branch.Engine.Release();
        Assert.DoesNotContain("no more", pair.Branch.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_gateways_carry_a_packet_from_LAN_to_LAN()
    {
        using BoxPair pair = new BoxPair().BringUp();
        byte[] packet = InnerPacket.Udp(InnerPacket.Local4, InnerPacket.Remote4, "hello"u8);
        pair.Branch.Tuns["Tunnel1"].Enqueue([.. new byte[10], .. packet]);
        pair.RunFor(0.2);
        Assert.Equal(packet, pair.Far.Tuns["Tunnel1"].Written.Dequeue()[10..]);
    }

    [Fact]
    public void Neither_secret_nor_key_is_logged_at_any_level()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Ask("tunnel", "restart", "Tunnel1");
        pair.RunFor(30);
        string log = pair.Branch.Log + pair.Far.Log;
        Assert.Contains("level=debug", log, StringComparison.Ordinal);
        Assert.DoesNotContain(BoxPair.Secret, log, StringComparison.Ordinal);
        // SPIs are 8 and 16 digits; the shortest key of any suite here would be 32.
        Assert.DoesNotMatch(LongHexadecimal(), log);
    }

    [Fact]
    public void Reloading_the_same_files_does_not_touch_the_tunnel()
    {
        using BoxPair pair = new BoxPair().BringUp();
        uint spi = pair.Branch.Tunnel(pair.Clock.Now).Child!.InboundSpi;
        int changes = pair.Branch.Network.Changes.Count;
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        pair.RunFor(1);
        Assert.Equal(spi, pair.Branch.Tunnel(pair.Clock.Now).Child?.InboundSpi);
        Assert.Equal(changes, pair.Branch.Network.Changes.Count);
    }

    [Fact]
    public void A_tunnel_more_leaves_the_first_alone()
    {
        using BoxPair pair = new BoxPair().BringUp();
        uint spi = pair.Branch.Tunnel(pair.Clock.Now).Child!.InboundSpi;
        string second = BoxPair.BranchConfig.Replace(
            "\"tunnels\": {", "\"tunnels\": { \"Tunnel2\": { \"start\": \"respond\", \"remote\": { \"address\": \"192.0.2.3\" } },", StringComparison.Ordinal);
        pair.Branch.Write(second, BoxPair.Secrets("Tunnel1", "Tunnel2"));
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        pair.RunFor(1);
        Assert.Equal(spi, pair.Branch.Tunnel(pair.Clock.Now).Child?.InboundSpi);
        Assert.Contains("Tunnel2", pair.Branch.Tuns.Keys);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{ \"conections\": {} }")]
    [InlineData("{ \"connections\": { \"site\": { \"tunnels\": { \"Tunnel1\": {} } } } }")]
    public void A_bad_file_keeps_the_running_configuration_and_is_logged(string config)
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Write(config, BoxPair.Secrets("Tunnel1"));
        ControlReply reply = pair.Branch.Ask("reload");
        Assert.Equal(1, reply.Exit);
        Assert.Contains("culvert.json", reply.Error, StringComparison.Ordinal);
        Assert.Equal(TunnelState.Up, pair.Branch.Tunnel(pair.Clock.Now).State);
        Assert.Contains("stays in effect", pair.Branch.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_connection_takes_device_route_and_guard_along()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Write("{}", "{}");
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        pair.RunFor(1);
        Assert.Empty(pair.Branch.Tuns);
        Assert.DoesNotContain(pair.Branch.Network.Routes, route => route.Protocol == RoutingMarks.Protocol && route.Table == KernelRoute.MainTable);
        Assert.Null(pair.Far.Tunnel(pair.Clock.Now).Ike);
    }

    [Fact]
    public void Stopping_tells_the_peer_and_leaves_the_machine_as_it_was()
    {
        using var pair = new BoxPair();
        var sysctl = pair.Branch.Sysctl.Values.ToDictionary();
        var routes = pair.Branch.Network.Routes.ToList();
        pair.BringUp();
        pair.Branch.Engine.Stop();
        pair.RunUntil(() => pair.Branch.Engine.IsStopped, limitSeconds: 2);
        pair.Branch.Engine.Release();
        Assert.Null(pair.Far.Tunnel(pair.Clock.Now).Ike);
        Assert.Equal(routes, pair.Branch.Network.Routes);
        Assert.Empty(pair.Branch.Network.Rules);
        Assert.Equal(sysctl, pair.Branch.Sysctl.Values);
    }

    [Fact]
    public void A_lost_WAN_is_no_route_and_its_return_is_noticed()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Wire.Transform = _ => [];
        pair.Branch.DisconnectWan();
        pair.Branch.Engine.NetworkChanged();
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).ReasonCode == ReasonCode.NoRoute, limitSeconds: 40);
        pair.Wire.Transform = datagram => [datagram];
        pair.Branch.ConnectWan();
        pair.Branch.Engine.NetworkChanged();
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).State == TunnelState.Up, limitSeconds: 40);
    }

    [Fact]
    public void A_refused_route_leaves_the_SA_alone_and_is_told_until_the_route_is_there()
    {
        using var pair = new BoxPair();
        var foreign = new KernelRoute { Destination = IpPrefix.Parse("10.50.0.0/16"), Protocol = 4, Metric = 10, NextHops = pair.Branch.Network.Routes[^1].NextHops };
        pair.Branch.Network.AddForeignRoute(foreign);
        pair.BringUp();
        pair.RunFor(20);
        Assert.Equal(1, pair.InitsSent);
        TunnelStatus tunnel = pair.Branch.Tunnel(pair.Clock.Now);
        Assert.Equal((TunnelState.Up, ReasonCode.LocalError), (tunnel.State, tunnel.ReasonCode));
        Assert.Contains("another route has that place", tunnel.Reason, StringComparison.Ordinal);
        Assert.Equal(LedPattern.Triple, pair.Branch.Control.GetLeds(pair.Clock.Now)[0].Pattern);
        pair.Branch.Network.RemoveForeignRoute(foreign);
        pair.Branch.Engine.NetworkChanged();
        Assert.Equal(ReasonCode.None, pair.Branch.Tunnel(pair.Clock.Now).ReasonCode);
        Assert.Equal(LedPattern.Heartbeat, pair.Branch.Control.GetLeds(pair.Clock.Now)[0].Pattern);
        Assert.Single(Regex.Matches(pair.Branch.Log, "another route has that place.*remove it"));
    }

    [Fact]
    public void A_refused_route_is_remembered_while_there_is_no_SA_to_try_it_with()
    {
        using var pair = new BoxPair();
        pair.Branch.Network.AddForeignRoute(new KernelRoute { Destination = IpPrefix.Parse("10.50.0.0/16"), Protocol = 4, Metric = 10, NextHops = pair.Branch.Network.Routes[^1].NextHops });
        pair.BringUp();
        pair.Wire.Transform = _ => [];
        pair.Branch.Ask("tunnel", "restart", "Tunnel1");
        pair.RunFor(1);
        Assert.Equal(TunnelState.Connecting, pair.Branch.Tunnel(pair.Clock.Now).State);
        // It may be out of date by now: what the tunnel lacks is its peer.
        Assert.Equal(LedPattern.Double, pair.Branch.Control.GetLeds(pair.Clock.Now)[0].Pattern);
        pair.Wire.Transform = datagram => [datagram];
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).State == TunnelState.Up);
        Assert.Equal(LedPattern.Triple, pair.Branch.Control.GetLeds(pair.Clock.Now)[0].Pattern);
        Assert.Single(Regex.Matches(pair.Branch.Log, "another route has that place.*remove it"));
    }

    [Fact]
    public void A_tunnels_device_that_was_taken_down_comes_up_again_and_the_SA_stays()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Network.TakeDown("Tunnel1");
        pair.Branch.Engine.NetworkChanged();
        pair.RunFor(20);
        Assert.Equal(1, pair.InitsSent);
        Assert.Equal(ReasonCode.None, pair.Branch.Tunnel(pair.Clock.Now).ReasonCode);
        Assert.Contains(pair.Branch.Network.Routes, route => route.Destination == IpPrefix.Parse("10.50.0.0/16") && route.Type == RouteType.Unicast);
    }

    [Fact]
    public void What_the_machine_refuses_the_whole_box_is_a_fault_and_said_once()
    {
        using var pair = new BoxPair();
        pair.Branch.Network.BeforeChange = change =>
        {
            if (change.StartsWith("add unreachable 10.50", StringComparison.Ordinal)) throw new KernelException(change, KernelException.NoDevice, "no device");
        };
        Assert.Equal(1, pair.Branch.Ask("reload").Exit);
        for (int i = 0; i < 3; i++) pair.Branch.Engine.NetworkChanged();
        Assert.Equal(LedPattern.Triple, pair.Branch.Control.GetLeds(pair.Clock.Now)[0].Pattern);
        pair.Branch.Network.BeforeChange = _ => { };
        pair.Branch.Engine.NetworkChanged();
        Assert.NotEqual(LedPattern.Triple, pair.Branch.Control.GetLeds(pair.Clock.Now)[0].Pattern);
        Assert.Single(Regex.Matches(pair.Branch.Log, "level=warning area=network text=\"the kernel refused"));
    }

    [Fact]
    public void What_the_machine_refused_is_tried_again_without_news_of_its_network()
    {
        using var pair = new BoxPair();
        pair.Branch.Network.BeforeChange = change => throw new KernelException(change, KernelException.NoDevice, "no device");
        Assert.Equal(1, pair.Branch.Ask("reload").Exit);
        pair.Branch.Network.BeforeChange = _ => { };
        Assert.Equal(0, pair.Far.Ask("reload").Exit);
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).State == TunnelState.Up, limitSeconds: 12);
        Assert.Equal(ReasonCode.None, pair.Branch.Tunnel(pair.Clock.Now).ReasonCode);
    }

    [Fact]
    public void A_flood_of_IKE_is_taken_in_turns()
    {
        using var pair = new BoxPair();
        for (int i = 0; i < 100; i++) pair.Far.Path.SendIke(new Datagram(new(pair.Far.Address, 500), new(pair.Branch.Address, 500), new byte[40]));
        pair.Branch.Path.Step();
        pair.Branch.Engine.TakePackets();
        Assert.Equal(64, pair.Branch.Control.IkeCounters.Received.Value);
        Assert.True(pair.Branch.Path.Attention.Lower());
        pair.Branch.Engine.TakePackets();
        Assert.Equal(100, pair.Branch.Control.IkeCounters.Received.Value);
        Assert.False(pair.Branch.Path.Attention.Lower());
    }

    [Fact]
    public void What_is_dropped_is_said_once_a_minute_and_at_the_end()
    {
        using BoxPair pair = new BoxPair().BringUp();
        for (int second = 0; second < 90; second++)
        {
            pair.Far.Path.SendNatKeepalive(new(pair.Far.Address, 4500), new(pair.Branch.Address, 4500));
            pair.Far.Path.SendIke(new Datagram(new(pair.Far.Address, 500), new(pair.Branch.Address, 500), new byte[5]));
            pair.RunFor(1);
        }

        pair.Far.Path.SendIke(new Datagram(new(pair.Far.Address, 500), new(pair.Branch.Address, 500), new byte[5]));
        pair.RunFor(0.1);
        pair.Branch.Engine.Release();
        MatchCollection said = Regex.Matches(pair.Branch.Log, "dropped so far: .*ike-malformed ([0-9]+)");
        Assert.Equal(3, said.Count);
        Assert.Equal("91", said[2].Groups[1].Value);
    }

    [Fact]
    public void A_route_by_another_device_than_the_configured_WAN_is_none()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Load("wan2");
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).ReasonCode == ReasonCode.NoRoute, limitSeconds: 60);
        Load("wan");
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).State == TunnelState.Up);

        void Load(string device)
        {
            pair.Wire.Transform = datagram => device == "wan" ? [datagram] : [];
            pair.Branch.Write($$"""{ "interfaces": { "wan": { "device": "{{device}}" } },{{BoxPair.BranchConfig.TrimStart()[1..]}}""", BoxPair.Secrets("Tunnel1"));
            Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        }
    }

    [Fact]
    public void What_the_configuration_asks_for_in_vain_is_said()
    {
        using var pair = new BoxPair();
        pair.Branch.Write($$"""{ "interfaces": { "lan": { "address": "dhcp" } },{{BoxPair.BranchConfig.TrimStart()[1..]}}""", BoxPair.Secrets("Tunnel1"));
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        Assert.Contains($"dhcp is for the WAN, the LAN's addresses are left alone, {Box.Directory}/culvert.json:1:", pair.Branch.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tunnel_obeys_and_an_unknown_one_is_named()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Assert.Equal(0, pair.Branch.Ask("tunnel", "down", "Tunnel1").Exit);
        Assert.Equal(TunnelState.Disabled, pair.Branch.Tunnel(pair.Clock.Now).State);
        Assert.Equal(0, pair.Branch.Ask("tunnel", "up", "Tunnel1").Exit);
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).State == TunnelState.Up);
        ControlReply unknown = pair.Branch.Ask("tunnel", "up", "Tunnel9");
        Assert.Equal((1, "no such tunnel, Tunnel9, see show tunnels"), (unknown.Exit, unknown.Error));
    }

    [Fact]
    public void Reload_for_another_directory_is_not_ours()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Write("{", "{");
        Assert.Equal(0, pair.Branch.Commands.Execute(new ControlRequest(["reload"], Config: "/somewhere/else")).Exit);
        Assert.Equal(1, pair.Branch.Commands.Execute(new ControlRequest(["reload"], Config: Box.Directory)).Exit);
    }

    [Fact]
    public void A_directory_by_another_name_is_the_same_directory()
    {
        string root = Directory.CreateTempSubdirectory("culvert-test-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "real", "etc"));
            Directory.CreateSymbolicLink(Path.Combine(root, "link"), Path.Combine(root, "real"));
            Assert.Equal(RealPath.Of(Path.Combine(root, "real", "etc")), RealPath.Of(Path.Combine(root, "link", "etc")));
            Assert.NotEqual(RealPath.Of(Path.Combine(root, "real", "etc")), RealPath.Of(Path.Combine(root, "link", "other")));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_reload_is_not_blamed_for_what_was_refused_before()
    {
        using var pair = new BoxPair();
        pair.Branch.Network.AddLink("Tunnel1");
        Assert.Contains("is not ours", pair.Branch.Ask("reload").Error, StringComparison.Ordinal);
        string second = BoxPair.BranchConfig.Replace(
            "\"tunnels\": {", "\"tunnels\": { \"Tunnel2\": { \"start\": \"respond\", \"remote\": { \"address\": \"192.0.2.3\" } },", StringComparison.Ordinal);
        pair.Branch.Write(second, BoxPair.Secrets("Tunnel1", "Tunnel2"));
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        Assert.Equal(ReasonCode.LocalError, pair.Branch.Tunnel(pair.Clock.Now).ReasonCode);
    }

    [Fact]
    public void A_gateway_that_is_stopping_applies_nothing()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Engine.Stop();
        pair.Branch.Write("{}", "{}");
        ControlReply reply = pair.Branch.Ask("reload");
        Assert.Equal(1, reply.Exit);
        Assert.Contains("is stopping", reply.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("applied: 0", pair.Branch.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("show", "nothing")]
    [InlineData("tunnel", "up")]
    [InlineData("reload", "now")]
    [InlineData("")]
    [InlineData]
    public void Words_of_another_version_are_refused(params string[] words)
    {
        using var pair = new BoxPair();
        Assert.Equal(1, pair.Branch.Ask(words).Exit);
    }

    [GeneratedRegex("[0-9a-fA-F]{20,}")]
    private static partial Regex LongHexadecimal();
}
