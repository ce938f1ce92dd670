using System.Net;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The four promises, on this machine's kernel.</summary>
public sealed class PromiseTests
{
    private const string CoveringNetwork = "3.34.0.0/16";
    private const string CoveredHost = "3.34.200.10";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("0.0.0.0/0", SiteAddresses.VpcHost, "0")]
    [InlineData("0.0.0.0/0", SiteAddresses.VpcHost, "1")]
    [InlineData("0.0.0.0/0", SiteAddresses.VpcHost, "2")]
    [InlineData(CoveringNetwork, CoveredHost, "1")]
    [InlineData(CoveringNetwork, CoveredHost, "2")]
    public void No_loop_when_the_tunnels_route_covers_the_peer(string network, string destination, string reversePathFilter)
    {
        using var pair = new CulvertPair(network);
        AddCoveredHost(pair.Site);
        pair.Site.Box.SetSysctl("ipv4.conf.wan.rp_filter", reversePathFilter);
        using var wan = new PacketCapture(pair.Site.Box, "wan");

        pair.Connect();
        pair.WaitForPing(destination);
        // Strictly one at a time: two packets of one turn leave as one buffer, which a virtual wire never cuts.
        pair.Site.Branch.Run("sh", "-c", $"for i in $(seq 20); do ping -c 1 -W 20 {destination} || exit 1; done");

        CapturedPacket[] packets = [.. wan.Stop().Where(packet => packet.IsIpv4)];
        Assert.All(packets, packet => Assert.True(packet.IsEsp || packet.IsIke));
        // 20 pings and their answers, the ping that waited, and keepalives: a loop would be thousands.
        Assert.InRange(packets.Count(packet => packet.IsEsp), 42, 100);
    }

    [Fact]
    public void Fail_closed_when_the_process_is_killed()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.WaitForPing();
        using var wan = new PacketCapture(pair.Site.Box, "wan");
        using LabProcess ping = pair.Site.StartPing();
        ping.WaitFor("bytes from", Limit);

        pair.Box.Kill();
        ping.WaitFor("Unreachable", Limit);
        Assert.Contains($"unreachable {SiteAddresses.VpcNetwork}", pair.Site.Box.Run("ip", "route").Output, StringComparison.Ordinal);
        pair.Site.Vpc.Try("ping", "-c", "1", "-W", "1", SiteAddresses.BranchHost);
        pair.Box.Start();
        pair.WaitUntilUp();
        pair.WaitForPing();

        CapturedPacket[] packets = [.. wan.Stop().Where(packet => packet.IsIpv4)];
        // What the peer sends to a process that is gone, the box's kernel refuses.
        Assert.Contains(packets, packet => packet.IsRefusal);
        Assert.All(packets, packet => Assert.True(packet.IsEsp || packet.IsIke || packet.IsRefusal, Convert.ToHexString(packet.Frame)));
    }

    [Fact]
    public void Fail_closed_while_the_peer_does_not_answer()
    {
        using var pair = new CulvertPair("0.0.0.0/0");
        using var clear = new PacketCapture(pair.Site.Box, "wan");
        pair.Box.Start();

        CommandResult ping = pair.Site.Branch.Try("ping", "-c", "3", "-i", "0.2", "-W", "1", "9.9.9.9");

        Assert.NotEqual(0, ping.ExitCode);
        IPNetwork branch = IPNetwork.Parse(SiteAddresses.BranchNetwork);
        CapturedPacket[] routed = [.. clear.Stop().Where(packet => packet.IsIpv4)];
        Assert.NotEmpty(routed);
        Assert.DoesNotContain(routed, packet => branch.Contains(packet.Source) || packet.Destination.Equals(IPAddress.Parse("9.9.9.9")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Guest_leaves_the_machine_as_it_was(bool killedInBetween)
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork, "2001:db8:50::/48");
        pair.Site.Box.SetSysctl("ipv4.conf.wan.rp_filter", "1");
        string before = SettledStateOf(pair.Site.Box);
        pair.Connect();
        Assert.NotEqual(before, StateOf(pair.Site.Box));
        if (killedInBetween)
        {
            pair.Box.Kill();
            pair.Box.Start();
            pair.WaitUntilUp();
        }

        Assert.Equal(0, pair.Box.Process!.Stop(Limit));

        Eventually.Until("the machine is as it was", Limit, () => StateOf(pair.Site.Box) == before, () => Difference(before, StateOf(pair.Site.Box)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(pair.Site.Box.Directory, "culvert.s*"));
    }

    [Fact]
    public void Guest_forwards_between_LAN_and_tunnel_only()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();

        string forwarding = pair.Site.Box.Run("sh", "-c", "cd /proc/sys/net/ipv4/conf; grep -H . */forwarding").Output;

        Assert.Equal(
            ["Tunnel1/forwarding:1", "lan/forwarding:1"],
            forwarding.Split('\n').Where(line => line.EndsWith('1')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DF_is_honoured_and_the_sender_told()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.WaitForPing();
        int mtu = pair.Box.Tunnel(CulvertPair.Tunnel).Mtu;

        CommandResult tooLarge = pair.Site.Branch.Try("ping", "-M", "do", "-c", "2", "-i", "0.2", "-W", "5", "-s", "1472", SiteAddresses.VpcHost);

        Assert.NotEqual(0, tooLarge.ExitCode);
        Assert.Contains($"mtu", tooLarge.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{mtu}", tooLarge.Output + tooLarge.Error, StringComparison.Ordinal);
        pair.Site.Branch.Run("ping", "-M", "do", "-c", "1", "-W", "10", "-s", $"{mtu - 28}", SiteAddresses.VpcHost);
        pair.Site.Branch.Run("ping", "-M", "dont", "-c", "1", "-W", "10", "-s", "3000", SiteAddresses.VpcHost);
    }

    private static void AddCoveredHost(SiteToSite site)
    {
        site.Vpc.AddAddress("eth0", $"{CoveredHost}/24");
        site.Peer.AddAddress("lan", "3.34.200.1/24");
    }

    // What a cable that was just plugged in brings with it comes in its own time.
    private static string SettledStateOf(Host host)
    {
        (string last, string state) = ("", "");
        Eventually.Until("the cables are in use", Limit, () =>
        {
            (last, state) = (state, StateOf(host));
            return state == last && !state.Contains("state DOWN", StringComparison.Ordinal) && !state.Contains("LOWERLAYERDOWN", StringComparison.Ordinal);
        }, () => state);
        return state;
    }

    private static string Difference(string before, string after) => string.Join('\n',
        [.. before.Split('\n').Except(after.Split('\n')).Select(line => $"- {line}"), .. after.Split('\n').Except(before.Split('\n')).Select(line => $"+ {line}")]);

    // Everything a network administrator could look at, and every setting below /proc/sys/net that can be read; but for
    // link-local addresses, which the kernel takes its time to settle.
    private static string StateOf(Host host) => host.Run("sh", "-c", """
        ip -details link show; ip -4 address show; ip rule; ip -6 rule
        ip -4 route show table all; ip -6 route show table all | grep -v -e expires -e fe80
        cd /proc/sys/net && grep -rHs . ipv4/conf ipv6/conf | sort | grep -v -e mc_forwarding -e stable_secret
        """).Output;
}
