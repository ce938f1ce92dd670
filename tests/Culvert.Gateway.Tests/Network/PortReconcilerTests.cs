using System.Net;
using Culvert.Control.Interfaces;
using Culvert.Core;
using Culvert.Gateway.Network;
using Culvert.Hal;

namespace Culvert.Gateway.Tests.Network;

public sealed class PortReconcilerTests
{
    private readonly Machine _machine = new();

    [Fact]
    public void Addresses_and_routes_come_and_an_orderly_end_takes_them_away()
    {
        string before = _machine.Snapshot();
        Assert.Empty(_machine.Ports.Apply(Plan("198.51.100.2", "198.51.100.1"), null));
        Assert.Contains("198.51.100.2", Addresses("wan"));
        KernelRoute route = _machine.Network.Routes.Single(route => route.Protocol == RoutingMarks.InterfaceProtocol && route.Destination.Length == 0);
        Assert.Equal((RoutingMarks.InterfaceMetric, "198.51.100.2", 1400), (route.Metric, route.PreferredSource?.ToString(), route.Mtu));
        Assert.Empty(_machine.Ports.Apply(InterfacePlan.Empty, null));
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void The_same_plan_again_changes_nothing()
    {
        _machine.Ports.Apply(Plan("198.51.100.2", "198.51.100.1"), null);
        (int changes, int writes) = (_machine.Network.Changes.Count, _machine.Storage.Writes);
        _machine.Ports.Apply(Plan("198.51.100.2", "198.51.100.1"), null);
        Assert.Equal((changes, writes), (_machine.Network.Changes.Count, _machine.Storage.Writes));
    }

    [Fact]
    public void What_was_there_before_stays()
    {
        string before = _machine.Snapshot();
        _machine.Ports.Apply(Plan("192.0.2.1", null), null);
        _machine.Ports.Apply(InterfacePlan.Empty, null);
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void An_address_moves_without_a_moment_without_one()
    {
        _machine.Ports.Apply(Plan("198.51.100.2", "198.51.100.1"), null);
        _machine.Network.Changes.Clear();
        _machine.Ports.Apply(Plan("198.51.100.3", "198.51.100.1"), null);
        Assert.Equal(["198.51.100.3", "192.0.2.1"], Addresses("wan").Order().Reverse());
        Assert.StartsWith("add address 198.51.100.3", _machine.Network.Changes[0], StringComparison.Ordinal);
        Assert.StartsWith("remove address 198.51.100.2", _machine.Network.Changes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_crash_the_next_process_knows_what_is_ours()
    {
        string before = _machine.Snapshot();
        _machine.Ports.Apply(Plan("198.51.100.2", "198.51.100.1"), Lease);
        _machine.CrashAndRestart();
        Assert.Contains("198.51.100.2", Addresses("wan"));
        Assert.Equal(LeaseReader.Write(Lease), LeaseReader.Write(_machine.Ports.FormerLease!));
        Assert.Equal(Lease.Since, _machine.Ports.FormerLease!.Since);
        _machine.Ports.Apply(InterfacePlan.Empty, null);
        Assert.Equal(before, _machine.Snapshot());
    }

    [Fact]
    public void A_start_that_is_refused_leaves_what_a_crash_left()
    {
        _machine.Ports.Apply(Plan("198.51.100.2", null), Lease);
        _machine.CrashAndRestart();
        string before = _machine.Snapshot();
        _machine.Ports.Apply(Plan("198.51.100.9", "198.51.100.1"), null);
        _machine.Ports.Withdraw();
        Assert.Contains("198.51.100.2", Addresses("wan"));
        Assert.DoesNotContain("198.51.100.9", Addresses("wan"));
        Assert.Equal(before.Contains("culvert.state", StringComparison.Ordinal), _machine.Storage.Files.ContainsKey(Machine.StatePath));
    }

    [Fact]
    public void What_is_added_is_on_the_disk_before()
    {
        _machine.Storage.CutPowerAfter(0);
        Assert.Throws<Hal.Simulated.PowerCutException>(() => _machine.Ports.Apply(Plan("198.51.100.2", null), null));
        Assert.DoesNotContain("198.51.100.2", Addresses("wan"));
    }

    [Fact]
    public void A_disk_that_takes_no_note_leaves_the_ports_alone_and_is_told()
    {
        _machine.Storage.WriteFailure = new IOException("No space left on device");
        Assert.Contains("No space left", Assert.Single(_machine.Ports.Apply(Plan("198.51.100.2", null), null)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("198.51.100.2", Addresses("wan"));
    }

    [Fact]
    public void A_device_that_was_down_is_raised_and_lowered_again()
    {
        _machine.Network.TakeDown("other");
        var plan = new InterfacePlan(["other"], [], [], []);
        _machine.Ports.Apply(plan, null);
        Assert.True(_machine.Network.GetLinks().Single(link => link.Name == "other").IsUp);
        _machine.Ports.Apply(plan, null);
        _machine.Ports.Apply(InterfacePlan.Empty, null);
        Assert.False(_machine.Network.GetLinks().Single(link => link.Name == "other").IsUp);
    }

    [Fact]
    public void A_device_that_is_not_there_is_waited_for()
    {
        var plan = new InterfacePlan(["late"], [new InterfaceAddress("late", IPAddress.Parse("10.9.9.1"), 24)], [], []);
        Assert.Empty(_machine.Ports.Apply(plan, null));
        _machine.AddDevice("late");
        Assert.Empty(_machine.Ports.Apply(plan, null));
        Assert.Contains("10.9.9.1", Addresses("late"));
    }

    [Fact]
    public void A_refusal_is_a_sentence_and_the_rest_is_done()
    {
        _machine.Network.BeforeChange = change =>
        {
            if (change.StartsWith("add address", StringComparison.Ordinal)) throw new KernelException(change, KernelException.NotPermitted, "not permitted");
        };
        NetworkProblem problem = Assert.Single(_machine.Ports.Apply(new InterfacePlan(["wan"], [new InterfaceAddress("wan", IPAddress.Parse("10.9.9.1"), 24)], [], []), null));
        Assert.Contains("not permitted", problem.Text, StringComparison.Ordinal);
        Assert.False(problem.IsLasting);
    }

    [Theory]
    [InlineData("""{"machine":"boot-1","ports":{}}""")]
    [InlineData("""{"machine":"boot-1","ports":{"addresses":[null],"raised":[],"leaseSince":0}}""")]
    [InlineData("""{"machine":"boot-1","ports":{"addresses":["x","10.0.0.1/99 dev wan"],"raised":["nowhere"],"lease":{"ip":"x"},"leaseSince":1}}""")]
    public void Damaged_notes_stop_nothing(string content)
    {
        _machine.Storage.Write(Machine.StatePath, System.Text.Encoding.UTF8.GetBytes(content));
        _machine.CrashAndRestart();
        Assert.Null(_machine.Ports.FormerLease);
        Assert.Empty(_machine.Ports.Apply(Plan("198.51.100.2", null), null));
        _machine.Ports.Withdraw();
    }

    [Fact]
    public void Settings_and_ports_keep_each_others_notes()
    {
        _machine.Ports.Apply(Plan("198.51.100.2", null), null);
        _machine.Apply(Machine.Plan());
        _machine.CrashAndRestart();
        _machine.Reconciler.Release();
        Assert.Equal("0", _machine.Sysctl["net/ipv4/conf/lan/forwarding"]);
        _machine.Ports.Apply(InterfacePlan.Empty, null);
        Assert.DoesNotContain("198.51.100.2", Addresses("wan"));
        Assert.Empty(_machine.Storage.Files);
    }

    private static Lease Lease { get; } = new(
        "wan", IPAddress.Parse("198.51.100.2"), 24, IPAddress.Parse("198.51.100.1"), [], [], 0, IPAddress.Parse("198.51.100.1"), TimeSpan.FromHours(1), Instant.FromSeconds(7));

    private static InterfacePlan Plan(string address, string? gateway)
    {
        IPAddress own = IPAddress.Parse(address);
        var network = new InterfaceRoute("wan", IpPrefix.Containing(own, 24), null, own);
        return new InterfacePlan(
            ["wan"], [new InterfaceAddress("wan", own, 24)],
            gateway is null ? [network] : [network, new InterfaceRoute("wan", IpPrefix.Parse("0.0.0.0/0"), IPAddress.Parse(gateway), own, 1400)], []);
    }

    private IEnumerable<string> Addresses(string device)
    {
        int index = _machine.Network.GetLinks().Single(link => link.Name == device).Index;
        return _machine.Network.GetAddresses().Where(address => address.LinkIndex == index).Select(address => address.Address.ToString());
    }
}
