using System.Net;
using System.Text;
using Culvert.Control;
using Culvert.Core;
using Culvert.Gateway.Network;
using Culvert.Hal;

namespace Culvert.Gateway.Tests.Network;

public sealed class GuestTests
{
    private readonly Machine _machine = new();

    [Fact]
    public void Orderly_stop_leaves_the_machine_as_it_was()
    {
        string before = _machine.Snapshot();
        _machine.Apply(Machine.Plan());
        Assert.NotEqual(before, _machine.Snapshot());
        Assert.Empty(_machine.Reconciler.Release());
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void A_start_that_is_refused_leaves_the_machine_as_it_was()
    {
        string before = _machine.Snapshot();
        _machine.TunRefusal = "no TUN device, /dev/net/tun, load the module tun";
        _machine.Reconciler.PreparePaths(Machine.Plan().Peers);
        _machine.Apply(Machine.Plan());
        Assert.NotEqual(before, _machine.Snapshot());
        _machine.Reconciler.Withdraw();
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void A_start_that_is_refused_leaves_what_a_crash_left()
    {
        _machine.Apply(Machine.Plan());
        _machine.CrashAndRestart();
        string before = _machine.Snapshot();
        _machine.TunRefusal = "no TUN device, /dev/net/tun, load the module tun";
        NetworkPlan more = Machine.Plan() with { Guards = [.. Machine.Plan().Guards, IpPrefix.Parse("10.51.0.0/16")] };
        _machine.Apply(more);
        Assert.True(_machine.IsGuarded("10.51.0.9"));
        _machine.Reconciler.Withdraw();
        Assert.Equal(before, _machine.Snapshot());
        Assert.True(_machine.IsGuarded("10.50.0.9"));
    }

    [Fact]
    public void After_a_crash_the_next_process_puts_back_what_the_first_changed()
    {
        string before = _machine.Snapshot();
        _machine.Sysctl["net/ipv4/conf/wan/rp_filter"] = "0";
        _machine.Apply(Machine.Plan());
        _machine.CrashAndRestart();
        _machine.Apply(Machine.Plan());
        _machine.CrashAndRestart();
        _machine.Reconciler.Release();
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void Only_the_LAN_forwards()
    {
        _machine.Apply(Machine.Plan());
        Assert.Equal("1", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
        Assert.Equal("1", _machine.Sysctl["net/ipv4/conf/Tunnel1/forwarding"]);
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/wan/forwarding"]);
        Assert.DoesNotContain(_machine.Sysctl.Writes, write => write.Contains("/other/", StringComparison.Ordinal) || write.Contains("/all/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_configured_LAN_device_wins_over_addresses()
    {
        _machine.Reconciler.Nics = new NicDevices(null, "other");
        _machine.Apply(Machine.Plan());
        Assert.Equal("1", _machine.Sysctl["net/ipv4/conf/other/forwarding"]);
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
    }

    [Theory]
    [InlineData("0", "0", "0")]
    [InlineData("1", "0", "2")]
    [InlineData("0", "1", "2")]
    [InlineData("2", "1", "2")]
    [InlineData("1", "2", "1")]
    public void Only_a_WAN_that_filters_strictly_is_loosened(string own, string all, string expected)
    {
        _machine.Sysctl["net/ipv4/conf/wan/rp_filter"] = own;
        _machine.Sysctl["net/ipv4/conf/all/rp_filter"] = all;
        _machine.Apply(Machine.Plan());
        _machine.Reconciler.Resync();
        Assert.Equal(expected, _machine.Sysctl["net/ipv4/conf/wan/rp_filter"]);
        _machine.Reconciler.Release();
        Assert.Equal(own, _machine.Sysctl["net/ipv4/conf/wan/rp_filter"]);
    }

    [Fact]
    public void What_a_setting_was_is_on_the_disk_before_it_is_changed()
    {
        _machine.Storage.CutPowerAfter(0);
        Assert.Throws<Hal.Simulated.PowerCutException>(() => _machine.Apply(Machine.Plan()));
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
    }

    [Fact]
    public void What_somebody_else_set_meanwhile_is_left()
    {
        _machine.Sysctl["net/ipv4/conf/wan/rp_filter"] = "1";
        _machine.Apply(Machine.Plan());
        _machine.Sysctl["net/ipv4/conf/wan/rp_filter"] = "0";
        _machine.Reconciler.Release();
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/wan/rp_filter"]);
    }

    [Fact]
    public void A_ledger_of_another_boot_says_nothing()
    {
        _machine.Apply(Machine.Plan());
        _machine.Boot = "boot-2";
        _machine.CrashAndRestart();
        _machine.Reconciler.Release();
        Assert.Equal("1", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
    }

    [Fact]
    public void A_disk_that_takes_no_note_leaves_every_setting_alone_and_is_told()
    {
        _machine.Storage.WriteFailure = new IOException("No space left on device");
        NetworkProblem problem = Assert.Single(_machine.Apply(Machine.Plan()));
        Assert.Equal(("", false), (problem.Tunnel, problem.IsLasting));
        Assert.Contains("No space left", problem.Text, StringComparison.Ordinal);
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
        _machine.Storage.WriteFailure = null;
        Assert.Empty(_machine.Reconciler.Resync());
        Assert.Equal("1", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
    }

    [Fact]
    public void However_many_settings_change_the_note_is_written_once()
    {
        _machine.Sysctl["net/ipv4/conf/wan/rp_filter"] = "1";
        int before = _machine.Storage.Writes;
        _machine.Apply(Machine.Plan(remote: "2001:db8:50::/48"));
        Assert.Equal(before + 1, _machine.Storage.Writes);
        Assert.Equal("2", _machine.Sysctl["net/ipv4/conf/wan/rp_filter"]);
        Assert.Equal("1", _machine.Sysctl["net/ipv6/conf/lan/force_forwarding"]);
    }

    [Fact]
    public void Every_control_socket_has_a_ledger_of_its_own() =>
        Assert.NotEqual(LedgerFile.PathFor("/run/culvert.a"), LedgerFile.PathFor("/run/culvert.b"));

    [Theory]
    [InlineData("{\"machine\":")]
    [InlineData("{\"machine\":\"boot-1\",\"settings\":null}")]
    [InlineData("{\"machine\":\"boot-1\",\"settings\":{\"net/ipv4/conf/lan/forwarding\":null}}")]
    [InlineData("{\"machine\":\"boot-1\",\"settings\":{\"net/ipv4/conf/lan/forwarding\":{\"changed\":\"1\"}}}")]
    [InlineData("null")]
    public void A_damaged_ledger_stops_nothing(string content)
    {
        _machine.Storage.Write(Machine.StatePath, Encoding.UTF8.GetBytes(content));
        _machine.CrashAndRestart();
        Assert.Empty(_machine.Apply(Machine.Plan()));
    }

    [Fact]
    public void Old_kernels_forward_IPv6_everywhere_but_the_other_devices_stay_hosts()
    {
        foreach (string device in (string[])["wan", "lan", "other", "default"]) _machine.Sysctl[$"net/ipv6/conf/{device}/force_forwarding"] = null;
        _machine.Sysctl["net/ipv6/conf/other/forwarding"] = "1";
        string before = _machine.Snapshot();
        _machine.Apply(Machine.Plan(remote: "2001:db8:50::/48"));
        Assert.True(_machine.Reconciler.ForwardsIPv6Everywhere);
        Assert.Equal("1", _machine.Sysctl["net/ipv6/conf/all/forwarding"]);
        Assert.Equal("0", _machine.Sysctl["net/ipv6/conf/wan/forwarding"]);
        _machine.Reconciler.Release();
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void New_kernels_forward_IPv6_on_the_LAN_alone()
    {
        _machine.Apply(Machine.Plan(remote: "2001:db8:50::/48"));
        Assert.Equal("1", _machine.Sysctl["net/ipv6/conf/lan/force_forwarding"]);
        Assert.Equal("0", _machine.Sysctl["net/ipv6/conf/all/forwarding"]);
        Assert.False(_machine.Reconciler.ForwardsIPv6Everywhere);
    }

    [Fact]
    public void A_device_of_somebody_else_with_the_tunnels_name_is_not_touched()
    {
        _machine.AddDevice("Tunnel1");
        var problem = Assert.Single(_machine.Apply(Machine.Plan()));
        Assert.Contains("is not ours", problem.Text, StringComparison.Ordinal);
        Assert.Equal(("Tunnel1", false), (problem.Tunnel, problem.IsLasting));
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/Tunnel1/forwarding"]);
    }

    [Fact]
    public void A_device_that_was_only_half_made_is_made_anew()
    {
        _machine.Network.BeforeChange = change =>
        {
            if (change.StartsWith("add address", StringComparison.Ordinal)) throw new KernelException(change, KernelException.NoDevice, "no device");
        };
        Assert.Contains("no device", Assert.Single(_machine.Apply(Machine.Plan())).Text, StringComparison.Ordinal);
        _machine.Network.BeforeChange = _ => { };
        // Making and removing it is news; were it tried again at every news, that would never end.
        int changes = _machine.Network.Changes.Count;
        Assert.Contains("no device", Assert.Single(_machine.Reconciler.Resync()).Text, StringComparison.Ordinal);
        Assert.Equal(changes, _machine.Network.Changes.Count);
        Assert.Empty(_machine.Reconciler.Resync(retry: true));
    }

    [Fact]
    public void A_route_of_somebody_else_in_the_same_place_is_left_and_named()
    {
        var foreign = new KernelRoute { Destination = IpPrefix.Parse("10.50.0.0/16"), Protocol = 4, Metric = 100, NextHops = _machine.DefaultRoute.NextHops };
        _machine.Network.AddForeignRoute(foreign);
        var problem = Assert.Single(_machine.Apply(Machine.Plan()));
        Assert.Contains("another route has that place", problem.Text, StringComparison.Ordinal);
        Assert.False(problem.IsLasting);
        Assert.Contains(foreign, _machine.Network.Routes);
    }

    [Fact]
    public void The_boxs_own_packets_into_the_tunnel_take_a_LAN_address()
    {
        _machine.Apply(Machine.Plan());
        Assert.Equal(IPAddress.Parse("10.60.1.1"), _machine.Network.Route(IPAddress.Parse("10.50.0.1"))?.PreferredSource);
    }

    [Fact]
    public void A_tunnels_own_address_makes_it_neither_a_LAN_nor_a_source()
    {
        NetworkPlan plan = Machine.Plan(local: "0.0.0.0/0");
        _machine.Apply(plan);
        _machine.Reconciler.Resync();
        Assert.Contains(_machine.Network.GetAddresses(), address => address.Address.Equals(RoutingMarks.TunnelAddress));
        Assert.NotEqual(RoutingMarks.TunnelAddress, _machine.Network.Route(IPAddress.Parse("10.50.0.1"))?.PreferredSource);
        Assert.Single(_machine.Sysctl.Writes, write => write == "net/ipv4/conf/Tunnel1/forwarding=1");
    }

    [Fact]
    public void No_device_of_ours_has_the_address_that_stands_for_a_peer_of_unknown_address()
    {
        _machine.Apply(Machine.Plan());
        Assert.DoesNotContain(_machine.Network.GetAddresses(), address => address.Address.Equals(WanPath.Anybody));
    }

    [Fact]
    public void Many_tunnels_take_no_longer_list_of_devices_for_each_and_go_at_once()
    {
        int before = _machine.Network.LinkLists;
        _machine.Apply(PlanOf(tunnels: 5));
        int few = _machine.Network.LinkLists - before;
        before = _machine.Network.LinkLists;
        _machine.Apply(PlanOf(tunnels: 50));
        Assert.Equal(few, _machine.Network.LinkLists - before);
        _machine.Reconciler.Release();
        Assert.Equal(50, Assert.Single(_machine.Network.Changes, change => change.StartsWith("remove links ", StringComparison.Ordinal)).Split(' ').Length - 2);
        Assert.DoesNotContain(_machine.Network.GetLinks(), link => link.Name.StartsWith("tun", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_MTU_is_set_on_the_device_that_is_there()
    {
        _machine.Apply(Machine.Plan());
        int index = _machine.Network.GetLinks().Single(link => link.Name == "Tunnel1").Index;
        _machine.Apply(Machine.Plan() with { Devices = [new NetworkPlan.TunnelDevice("Tunnel1", "Tunnel1", 1350)] });
        KernelLink link = _machine.Network.GetLinks().Single(link => link.Name == "Tunnel1");
        Assert.Equal((index, 1350), (link.Index, link.Mtu));
    }

    private static NetworkPlan PlanOf(int tunnels) => Machine.Plan() with
    {
        Devices = [.. Enumerable.Range(1, tunnels).Select(number => new NetworkPlan.TunnelDevice($"tun{number}", $"tun{number}", 1422))],
        Routes = [],
    };
}
