using System.Net;
using CsCheck;
using Culvert.Config;
using Culvert.Control.Interfaces;
using Culvert.Core;

namespace Culvert.Control.Tests.Interfaces;

public sealed class InterfaceControlTests
{
    private static readonly WanConfig Dhcp = new("eth0") { Dhcp = true };
    private static readonly WanConfig Static = new("eth0", IPAddress.Parse("198.51.100.2"), 24) { Gateway = IPAddress.Parse("198.51.100.1") };
    private static readonly InterfaceConfig Lan = new("eth1", IPAddress.Parse("10.60.1.1"), 24);

    private readonly InterfaceControl _control = new();
    private readonly List<DhcpAction> _actions = [];
    private readonly List<string> _log = [];
    private Instant _now = Instant.FromSeconds(10);

    [Fact]
    public void Static_addresses_come_with_their_routes()
    {
        Configure(Static, Lan);
        Assert.Equal(["198.51.100.2/24 on eth0", "10.60.1.1/24 on eth1"], _control.Plan.Addresses.Select(address => address.ToString()));
        Assert.Equal(
            ["198.51.100.0/24  eth0", "0.0.0.0/0 198.51.100.1 eth0", "10.60.1.0/24  eth1"],
            _control.Plan.Routes.Select(route => $"{route.Destination} {route.Gateway} {route.Device}"));
        Assert.Equal(["eth0", "eth1"], _control.Plan.Devices);
        Assert.Empty(_actions);
        Assert.Null(_control.WanTrouble);
    }

    [Fact]
    public void Without_addresses_nothing_is_touched()
    {
        Configure(new WanConfig("eth0"), new InterfaceConfig("eth1", null, 0));
        Assert.Equal(InterfacePlan.Empty, _control.Plan);
        Assert.Null(_control.WanTrouble);
        Assert.Empty(_control.Problems);
    }

    [Fact]
    public void An_address_without_a_device_is_told()
    {
        _control.HandleConfig(_now, new InterfacesConfig(Dhcp, Lan), null, null, []);
        Assert.Equal(2, _control.Problems.Count);
        Assert.Equal("no device is known as WAN", _control.WanTrouble);
        Assert.Equal(InterfacePlan.Empty, _control.Plan);
    }

    [Fact]
    public void A_changed_LAN_address_leaves_the_WAN_alone()
    {
        Configure(Dhcp, Lan);
        Bind();
        InterfacePlan before = _control.Plan;
        Configure(Dhcp, Lan with { Address = IPAddress.Parse("10.60.2.1") });
        Assert.Equal(before.Addresses[0], _control.Plan.Addresses[0]);
        Assert.Equal("10.60.2.1/24 on eth1", _control.Plan.Addresses[1].ToString());
        Assert.Equal([new DhcpAction.Start("eth0", null)], _actions);
    }

    [Fact]
    public void A_lease_brings_address_route_and_name_servers()
    {
        Configure(Dhcp, Lan);
        Assert.Equal("eth0 waits for an address by DHCP", _control.WanTrouble);
        Bind("router=198.51.100.1", "dns=9.9.9.9", "mtu=1400");
        Assert.Equal("198.51.100.10/24 on eth0", _control.Plan.Addresses[0].ToString());
        InterfaceRoute route = _control.Plan.Routes.Single(route => route.Destination.Length == 0);
        Assert.Equal(("198.51.100.1", "198.51.100.10", 1400), (route.Gateway?.ToString(), route.Source.ToString(), route.Mtu));
        Assert.Equal("9.9.9.9", Assert.Single(_control.Plan.NameServers).ToString());
        Assert.Null(_control.WanTrouble);
    }

    [Fact]
    public void Time_servers_are_those_of_the_lease_and_not_known_without_one()
    {
        Configure(Dhcp, null);
        Assert.Null(_control.TimeServers);
        Bind("ntpsrv=192.0.2.123 not.an.address 127.0.0.1");
        Assert.Equal("192.0.2.123", Assert.Single(_control.TimeServers!).ToString());
        Configure(Static, null);
        Assert.Empty(_control.TimeServers!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, "dns=9.9.9.9")]
    [InlineData(false, "ntpsrv=192.0.2.123")]
    public void A_network_that_names_nobody_leaves_the_box_without_names_and_time(bool isLacking, params string[] options)
    {
        Configure(Dhcp, null);
        Assert.False(_control.LacksNameServers);
        Bind(options);
        Assert.Equal(isLacking, _control.LacksNameServers);
    }

    [Fact]
    public void Name_servers_of_the_configuration_win()
    {
        Configure(Dhcp with { NameServers = [IPAddress.Parse("1.1.1.1")] }, null);
        Bind("dns=9.9.9.9");
        Assert.Equal("1.1.1.1", Assert.Single(_control.Plan.NameServers).ToString());
    }

    [Fact]
    public void The_address_goes_when_DHCP_is_no_longer_configured()
    {
        Configure(Dhcp, null);
        Bind();
        Configure(new WanConfig("eth0"), null);
        Assert.Equal(InterfacePlan.Empty, _control.Plan);
        Assert.IsType<DhcpAction.Terminate>(_actions[^1]);
        Pass(TimeSpan.FromSeconds(2));
        Assert.IsType<DhcpAction.Kill>(_actions[^1]);
        End("was ended");
        Pass(TimeSpan.FromHours(1));
        Assert.IsType<DhcpAction.Kill>(_actions[^1]);
    }

    [Fact]
    public void There_are_never_two_clients()
    {
        Configure(Dhcp, null);
        _control.HandleConfig(_now, new InterfacesConfig(Dhcp with { Device = "eth1" }, null), "eth1", null, []);
        Look();
        Drain();
        Assert.Equal([new DhcpAction.Start("eth0", null), new DhcpAction.Terminate()], _actions);
        End("ended by itself");
        Assert.Equal(new DhcpAction.Start("eth1", null), _actions[^1]);
    }

    [Fact]
    public void A_lease_survives_the_process()
    {
        Configure(Dhcp, null);
        Bind("lease=600");
        Lease lease = _control.Lease!;
        Pass(TimeSpan.FromSeconds(60));
        var next = new InterfaceControl();
        next.Adopt(lease);
        next.HandleConfig(_now, new InterfacesConfig(Dhcp, null), "eth0", null, []);
        Assert.Equal("198.51.100.10/24 on eth0", Assert.Single(next.Plan.Addresses).ToString());
        next.HandleLinks(_now, Links());
        Assert.True(next.TryTakeAction(out DhcpAction? start));
        Assert.Equal(new DhcpAction.Start("eth0", lease.Address), start);
        Assert.Null(next.HandleDhcp(_now, "deconfig", LeaseReaderTests.Values()));
        Assert.Single(next.Plan.Addresses);
        Assert.Equal(lease.Expiry.When, next.NextDeadline.When);
    }

    [Fact]
    public void A_lease_that_expired_meanwhile_or_is_of_another_device_is_not_taken_over()
    {
        Configure(Dhcp, null);
        Bind("lease=600");
        Lease lease = _control.Lease!;
        foreach ((Lease former, Instant now) in ((Lease, Instant)[])[(lease, _now + TimeSpan.FromSeconds(600)), (lease with { Device = "eth9" }, _now)])
        {
            var next = new InterfaceControl();
            next.Adopt(former);
            next.HandleConfig(now, new InterfacesConfig(Dhcp, null), "eth0", null, []);
            Assert.Empty(next.Plan.Addresses);
        }
    }

    [Theory]
    [InlineData("nak", "takes the address back")]
    [InlineData("deconfig", "was lost")]
    public void What_the_server_takes_is_gone_and_said(string word, string why)
    {
        Configure(Dhcp, null);
        Bind();
        Say(word);
        Assert.Empty(_control.Plan.Addresses);
        Assert.Contains(why, _control.WanTrouble, StringComparison.Ordinal);
        Assert.Contains(_log, line => line.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_lease_that_is_not_renewed_expires()
    {
        Configure(Dhcp, null);
        Bind("lease=600");
        Pass(TimeSpan.FromSeconds(599));
        Assert.Single(_control.Plan.Addresses);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Empty(_control.Plan.Addresses);
        Assert.Contains("the DHCP lease expired", _control.WanTrouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renewal_may_bring_another_address()
    {
        Configure(Dhcp, null);
        Bind();
        Say("renew", "ip=198.51.100.77");
        Assert.Equal("198.51.100.77/24 on eth0", Assert.Single(_control.Plan.Addresses).ToString());
    }

    [Fact]
    public void A_missing_server_is_said_once()
    {
        Configure(Dhcp, null);
        Say("deconfig");
        for (int i = 0; i < 5; i++) Say("leasefail");
        Assert.Single(_log, line => line.Contains("no DHCP server answers", StringComparison.Ordinal));
        Assert.Contains("no DHCP server answers", _control.WanTrouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_comes_late_is_taken_and_one_that_goes_is_told()
    {
        _control.HandleConfig(_now, new InterfacesConfig(Dhcp, null), "eth0", null, []);
        _control.HandleLinks(_now, []);
        Drain();
        Assert.Equal("eth0 is not there", _control.WanTrouble);
        Pass(TimeSpan.FromHours(1));
        Assert.Empty(_actions);
        Look();
        Assert.Equal([new DhcpAction.Start("eth0", null)], _actions);
        _control.HandleLinks(_now, []);
        Drain();
        Assert.IsType<DhcpAction.Terminate>(_actions[^1]);
        Assert.Equal("eth0 is not there", _control.WanTrouble);
    }

    [Fact]
    public void A_cable_that_returns_makes_the_client_look_at_its_lease_and_keeps_the_address()
    {
        Configure(Dhcp, null);
        Bind();
        _control.HandleLinks(_now, [new InterfaceLink("eth0", false, [])]);
        Assert.Equal("eth0 has no link: is the cable in?", _control.WanTrouble);
        Assert.Single(_control.Plan.Addresses);
        Look();
        Assert.IsType<DhcpAction.Renew>(_actions[^1]);
        Assert.Null(_control.WanTrouble);
    }

    [Fact]
    public void A_cable_that_comes_in_before_the_client_has_said_anything_does_not_disturb_it()
    {
        _control.HandleConfig(_now, new InterfacesConfig(Dhcp, null), "eth0", null, []);
        _control.HandleLinks(_now, [new InterfaceLink("eth0", false, [])]);
        Look();
        Assert.Equal([new DhcpAction.Start("eth0", null)], _actions);
        Bind();
        Assert.Single(_control.Plan.Addresses);
    }

    [Fact]
    public void A_client_that_keeps_ending_waits_longer_each_time()
    {
        Configure(Dhcp, null);
        for (int i = 0; i < 20; i++)
        {
            End("is missing, /sbin/udhcpc or /bin/busybox, install udhcpc or busybox");
            Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(21, _actions.Count);
        Assert.Single(_log);
        Assert.Equal("the DHCP client on eth0 is missing, /sbin/udhcpc or /bin/busybox, install udhcpc or busybox", _control.WanTrouble);
    }

    [Fact]
    public void An_offer_that_would_take_the_LANs_network_is_refused()
    {
        Configure(Dhcp, Lan);
        Say("deconfig");
        Assert.Contains("overlaps 10.60.1.0/24 of eth1", Say("bound", "ip=10.60.1.130", "mask=25"), StringComparison.Ordinal);
        // The client believes in it: it is ended, and asks anew, each time a little later.
        Assert.IsType<DhcpAction.Terminate>(_actions[^1]);
        End("was ended");
        Assert.IsType<DhcpAction.Terminate>(_actions[^1]);
        Pass(TimeSpan.FromMinutes(1));
        Assert.IsType<DhcpAction.Start>(_actions[^1]);
        Say("deconfig");
        Assert.Contains("overlaps 172.17.0.0/16 of docker0", Say("bound", "ip=172.17.3.5", "mask=30"), StringComparison.Ordinal);
        Assert.Single(_control.Plan.Addresses);
        Assert.Contains("is refused", _control.WanTrouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_LAN_that_takes_the_network_of_the_lease_costs_the_lease()
    {
        Configure(Dhcp, null);
        Bind();
        Configure(Dhcp, Lan with { Address = IPAddress.Parse("198.51.100.254") });
        Assert.Equal("198.51.100.254/24 on eth1", Assert.Single(_control.Plan.Addresses).ToString());
        Assert.Contains("overlaps 198.51.100.0/24 of eth1", _control.WanTrouble, StringComparison.Ordinal);
        Assert.IsType<DhcpAction.Terminate>(_actions[^1]);
        End("was ended");
        Pass(TimeSpan.FromMinutes(1));
        Say("deconfig");
        Assert.NotNull(Say("bound"));
        Configure(Dhcp, Lan);
        End("was ended");
        Pass(TimeSpan.FromMinutes(1));
        Bind();
        Assert.Equal(2, _control.Plan.Addresses.Count);
    }

    [Fact]
    public void A_network_inside_a_far_one_gets_no_route_of_its_own()
    {
        _control.HandleConfig(_now, new InterfacesConfig(Dhcp, null), "eth0", null, [IpPrefix.Parse("10.50.0.0/16")]);
        Look();
        Bind("ip=10.50.3.7", "router=10.50.3.1");
        Assert.Equal(("0.0.0.0/0", "10.50.3.1"), Shown(Assert.Single(_control.Plan.Routes)));
        Say("renew", "router=198.51.100.1");
        Assert.Equal(2, _control.Plan.Routes.Count);
    }

    // Whoever answers on the WAN could otherwise draw any network out of the tunnel by claiming to be in it.
    [Fact]
    public void A_far_network_that_is_everything_leaves_the_WAN_its_gateway_only()
    {
        _control.HandleConfig(_now, new InterfacesConfig(Dhcp, null), "eth0", null, [IpPrefix.Parse("0.0.0.0/0")]);
        Look();
        Bind("ip=198.18.2.3", "mask=15", "router=198.18.2.1");
        Assert.Equal(("0.0.0.0/0", "198.18.2.1"), Shown(Assert.Single(_control.Plan.Routes)));
    }

    [Fact]
    public void Without_a_gateway_the_WANs_network_is_the_only_way_to_a_peer()
    {
        _control.HandleConfig(_now, new InterfacesConfig(new WanConfig("eth0", IPAddress.Parse("198.51.100.7"), 24), null), "eth0", null, [IpPrefix.Parse("0.0.0.0/0")]);
        Look();
        Assert.Equal(("198.51.100.0/24", null), Shown(Assert.Single(_control.Plan.Routes)));
    }

    [Fact]
    public void A_word_of_anybody_else_is_refused()
    {
        Assert.NotNull(Say("bound"));
        Configure(Dhcp, null);
        Assert.NotNull(Say("bound", "interface=eth7"));
        Assert.NotNull(Say("reboot"));
        Assert.Empty(_control.Plan.Addresses);
    }

    [Fact]
    public void The_source_of_an_address_is_told()
    {
        Configure(Dhcp, Lan);
        Assert.True(_control.SourceOf(_now, "eth0") is { IsDhcp: true, IsWaiting: true });
        Bind("serverid=198.51.100.1", "lease=10800", "ntpsrv=198.51.100.123");
        Pass(TimeSpan.FromMinutes(50));
        InterfaceSource source = _control.SourceOf(_now, "eth0")!;
        Assert.Equal(("198.51.100.1", 3.0, 130.0), (source.Server?.ToString(), source.Duration?.TotalHours, source.Left?.TotalMinutes));
        Assert.Equal("198.51.100.123", Assert.Single(source.TimeServers).ToString());
        Assert.True(_control.SourceOf(_now, "eth1") is { IsDhcp: false });
        Assert.Null(_control.SourceOf(_now, "eth9"));
    }

    [Fact]
    public void Whatever_happens_there_is_one_client_at_most_and_no_address_past_its_lease() => Gen.Int[0, 11].Array[1, 60].Sample(steps =>
    {
        var driver = new InterfaceControlTests();
        foreach (int step in steps)
        {
            driver.Play(step);
            Assert.InRange(driver._actions.Count(action => action is DhcpAction.Start) - driver._ended, 0, 1);
            Assert.All(driver._control.Plan.Addresses, address => Assert.True(address.Device != "eth0" || driver._control.Lease?.Expiry.IsDue(driver._now) == false));
        }
    });

    private int _ended;

    private void Play(int step)
    {
        bool runs = _actions.Count(action => action is DhcpAction.Start) > _ended;
        switch (step)
        {
            case 0: Configure(Dhcp, Lan); break;
            case 1: Configure(null, Lan); break;
            case 2: _control.HandleLinks(_now, []); break;
            case 3: Look(); break;
            case 4: Say("deconfig"); break;
            case 5: Say("bound", "lease=60"); break;
            case 6: Say("nak"); break;
            case 7: Say("leasefail"); break;
            case 8 when runs: End("ended by itself"); break;
            case 9: Pass(TimeSpan.FromSeconds(7)); break;
            case 10: Pass(TimeSpan.FromSeconds(70)); break;
            case 11: Say("renew", "ip=10.60.1.9"); break;
        }

        Drain();
    }

    private void Configure(WanConfig? wan, InterfaceConfig? lan)
    {
        _control.HandleConfig(_now, new InterfacesConfig(wan, lan), wan is null ? null : "eth0", lan is null ? null : "eth1", []);
        Look();
    }

    private static (string Destination, string? Gateway) Shown(InterfaceRoute route) => (route.Destination.ToString(), route.Gateway?.ToString());

    private void Look()
    {
        _control.HandleLinks(_now, Links());
        Drain();
    }

    private static InterfaceLink[] Links() =>
    [
        new("eth0", true, [IpPrefix.Parse("198.51.100.0/24")]), new("eth1", true, [IpPrefix.Parse("10.60.1.0/24")]), new("docker0", false, [IpPrefix.Parse("172.17.0.0/16")]),
    ];

    private void Bind(params string[] values)
    {
        Assert.Null(Say("deconfig"));
        Assert.Null(Say("bound", values));
    }

    private string? Say(string word, params string[] values)
    {
        string? problem = _control.HandleDhcp(_now, word, LeaseReaderTests.Values(values));
        Drain();
        return problem;
    }

    private void End(string how)
    {
        _ended++;
        _control.HandleClientEnd(_now, how);
        Drain();
    }

    private void Pass(TimeSpan time)
    {
        Instant end = _now + time;
        while (_control.NextDeadline.When <= end)
        {
            _now = Instant.Max(_now, _control.NextDeadline.When);
            _control.HandleTimeout(_now);
            Drain();
        }

        _now = end;
    }

    private void Drain()
    {
        while (_control.TryTakeAction(out DhcpAction? action)) _actions.Add(action);
        while (_control.TryTakeLog(out LogEntry? entry)) _log.Add(entry.Text);
    }
}
