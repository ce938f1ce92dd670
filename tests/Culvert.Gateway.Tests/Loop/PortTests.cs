using Culvert.Control;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Network;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>The addresses of the configuration, in a whole gateway on a simulated machine.</summary>
public sealed class PortTests
{
    private static readonly string[] Offer = ["interface=wan", "ip=192.0.2.1", "mask=24", "router=192.0.2.254", "serverid=192.0.2.254", "lease=3600"];

    [Fact]
    public void A_tunnel_waits_in_words_until_DHCP_has_brought_an_address()
    {
        using var pair = new BoxPair();
        pair.Branch.DisconnectWan();
        Load(pair, """{ "wan": { "device": "wan", "address": "dhcp" } }""");
        Assert.Equal(0, pair.Far.Ask("reload").Exit);
        Assert.Contains("start dhcp-client /sbin/udhcpc", Assert.Single(pair.Branch.DhcpClient.Orders), StringComparison.Ordinal);
        Assert.Contains("-i wan -s /culvert for /run/culvert.sock", pair.Branch.DhcpClient.Orders[0], StringComparison.Ordinal);
        TunnelStatus tunnel = pair.Branch.Tunnel(pair.Clock.Now);
        Assert.Equal(ReasonCode.NoRoute, tunnel.ReasonCode);
        Assert.Contains("no route to peer 192.0.2.2: wan waits for an address by DHCP", tunnel.Reason, StringComparison.Ordinal);

        Assert.Equal(0, Say(pair, "deconfig", "interface=wan").Exit);
        Assert.Equal(0, Say(pair, "bound", Offer).Exit);
        pair.RunUntil(() => pair.Branch.Tunnel(pair.Clock.Now).State == TunnelState.Up);
        Assert.Contains("dhcp from 192.0.2.254, lease 1 h", pair.Branch.Commands.Execute(new ControlRequest(["show", "interfaces"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_of_the_network_is_the_answer_and_in_the_log()
    {
        using var pair = new BoxPair();
        Load(pair, """{ "wan": { "device": "wan", "address": "dhcp" } }""");
        Say(pair, "deconfig", "interface=wan");
        ControlReply reply = Say(pair, "bound", "interface=wan", "ip=10.60.1.77", "mask=24");
        Assert.Equal(1, reply.Exit);
        Assert.Contains("overlaps 10.60.1.0/24 of lan", reply.Error, StringComparison.Ordinal);
        // The client, which believes in what was offered, was ended and asks anew.
        pair.RunFor(2);
        Assert.Equal(0, Say(pair, "deconfig", "interface=wan").Exit);
        Assert.Equal(1, Say(pair, "bound", "interface=wan", "ip=$(reboot)", "=", "x").Exit);
        Assert.Contains("'$(reboot)' is not an address", pair.Branch.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_that_changes_the_LAN_address_leaves_tunnel_and_WAN_alone()
    {
        using BoxPair pair = new BoxPair().BringUp();
        int inits = pair.InitsSent;
        pair.Branch.Network.Changes.Clear();
        Load(pair, """{ "wan": { "device": "wan" }, "lan": { "device": "lan", "address": "10.60.2.1/24" } }""");
        Load(pair, """{ "wan": { "device": "wan" }, "lan": { "device": "lan", "address": "10.60.3.1/24" } }""");
        pair.RunFor(20);
        Assert.Equal((TunnelState.Up, inits), (pair.Branch.Tunnel(pair.Clock.Now).State, pair.InitsSent));
        Assert.DoesNotContain(pair.Branch.Network.Changes, change => change.Contains("dev wan", StringComparison.Ordinal));
        Assert.Equal(
            ["add address 10.60.2.1/24 dev lan", "add address 10.60.3.1/24 dev lan", "remove address 10.60.2.1/24 dev lan"],
            pair.Branch.Network.Changes.Where(change => change.Contains("address", StringComparison.Ordinal)));
        Load(pair, "{}");
        Assert.Equal(["10.60.1.1"], pair.Branch.Network.GetAddresses().Select(address => address.Address.ToString()).Where(address => address.StartsWith("10.60", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_host_name_is_set_and_put_back()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Sysctl["kernel/hostname"] = "debian";
        LoadSystem(pair, "branch-seoul");
        Assert.Equal("branch-seoul", pair.Branch.Sysctl["kernel/hostname"]);
        LoadSystem(pair, $"branch.{new string('a', 63)}.example");
        Assert.Equal("branch", pair.Branch.Sysctl["kernel/hostname"]);
        pair.Branch.Engine.Stop();
        pair.Branch.Engine.Release();
        Assert.Equal("debian", pair.Branch.Sysctl["kernel/hostname"]);
    }

    [Fact]
    public void An_address_for_nobody_knows_which_device_is_told_by_the_commit()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Write(Config("""{ "lan": { "address": "10.60.2.1/24" } }"""), BoxPair.Secrets("Tunnel1"));
        ControlReply reply = pair.Branch.Ask("reload");
        Assert.Equal(1, reply.Exit);
        Assert.Contains("set interfaces.lan.device", reply.Error, StringComparison.Ordinal);
        Assert.Equal(TunnelState.Up, pair.Branch.Tunnel(pair.Clock.Now).State);
    }

    [Fact]
    public void An_orderly_end_stops_the_client_and_takes_the_address_away()
    {
        using var pair = new BoxPair();
        pair.Branch.DisconnectWan();
        int before = pair.Branch.Network.GetAddresses().Count;
        Load(pair, """{ "wan": { "device": "wan", "address": "dhcp" } }""");
        Say(pair, "deconfig", "interface=wan");
        Say(pair, "bound", ["interface=wan", "ip=198.51.100.7", "mask=24", "router=198.51.100.1"]);
        Assert.Contains(pair.Branch.Network.GetAddresses(), address => address.Address.ToString() == "198.51.100.7");
        pair.Branch.Engine.Stop();
        pair.Branch.Engine.Release();
        Assert.Equal("terminate", pair.Branch.DhcpClient.Orders[^1]);
        Assert.Equal(before, pair.Branch.Network.GetAddresses().Count);
    }

    [Fact]
    public void The_hook_carries_what_counts_and_nothing_else()
    {
        Dictionary<string, string> environment = new()
        {
            ["interface"] = "eth0",
            ["ip"] = "198.51.100.7",
            ["dns"] = new string('1', 100_000),
            ["PATH"] = "/bin",
            ["bootfile"] = "x",
            ["router"] = "a=b\n\"c",
        };
        ControlRequest request = DhcpHook.Request("bound", environment.GetValueOrDefault);
        Assert.Equal(["dhcp", "bound", "interface=eth0", "ip=198.51.100.7"], request.Words.Take(4));
        Dictionary<string, string> values = DhcpHook.Values(request.Words.Skip(2));
        Assert.Equal(["dns", "interface", "ip", "router"], values.Keys.Order());
        Assert.Equal("a=b\n\"c", values["router"]);
        Assert.Equal(513, values["dns"].Length);
    }

    private static ControlReply Say(BoxPair pair, string word, params string[] values) => pair.Branch.Ask(["dhcp", word, .. values]);

    private static void Load(BoxPair pair, string interfaces)
    {
        pair.Branch.Write(Config(interfaces), BoxPair.Secrets("Tunnel1"));
        Assert.Equal((0, ""), (pair.Branch.Ask("reload") is var reply ? reply.Exit : 0, reply.Error));
    }

    private static void LoadSystem(BoxPair pair, string hostName)
    {
        pair.Branch.Write($$"""{ "system": { "hostName": "{{hostName}}" },{{BoxPair.BranchConfig.TrimStart()[1..]}}""", BoxPair.Secrets("Tunnel1"));
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
    }

    private static string Config(string interfaces) => $$"""{ "interfaces": {{interfaces}},{{BoxPair.BranchConfig.TrimStart()[1..]}}""";
}
