using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>DSCP and ECN between real hosts: outside as inside, and a router's mark arrives (RFC 6040).</summary>
public sealed class CongestionTests
{
    private const byte Voice = 46 << 2, Capable = 2, Congested = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("udp", false)]
    [InlineData("esp", false)]
    [InlineData("udp", true)]
    [InlineData("esp", true)]
    public void Outside_is_as_inside_and_a_mark_arrives(string form, bool outerIPv6)
    {
        using var pair = new CulvertPair(new CulvertPairPlan { IPv6 = outerIPv6, BoxEncapsulation = form, PeerEncapsulation = form });
        pair.Site.Internet.MarkCongestion();
        pair.Connect();
        pair.WaitForPing();
        using var outside = new PacketCapture(pair.Site.Box, "wan");
        using var arriving = new PacketCapture(pair.Site.Vpc, "eth0");
        // Strictly one at a time: two packets of one turn leave as one buffer, which a virtual wire never cuts.
        pair.Site.Branch.Run("sh", "-c", $"for i in 1 2 3 4 5; do ping -Q {Voice | Capable} -c 1 -W 20 {SiteAddresses.VpcHost} || exit 1; done");
        byte[] sent = [.. outside.Stop().Where(packet => packet.IsEsp).Select(packet => packet.TrafficClass)];
        Assert.Equal(5, sent.Count(trafficClass => trafficClass == (Voice | Capable)));
        CapturedPacket[] pings = [.. arriving.Stop().Where(packet => packet.IsPing && (packet.TrafficClass & ~Congested) == Voice)];
        Assert.Equal(10, pings.Length);
        // The answers go out as the questions came in.
        Assert.All(pings, packet => Assert.Equal(Voice | Congested, packet.TrafficClass));
    }

    [Fact]
    public void A_mark_for_a_sender_that_would_never_hear_of_it_is_a_loss_that_is_counted()
    {
        using var pair = new CulvertPair(new CulvertPairPlan { BoxEncapsulation = "esp", PeerEncapsulation = "esp" });
        pair.Connect();
        pair.WaitForPing();
        pair.Site.Internet.MarkEverything();
        CommandResult ping = pair.Site.Branch.Try("ping", "-c", "3", "-i", "0.1", "-W", "1", SiteAddresses.VpcHost);
        Assert.NotEqual(0, ping.ExitCode);
        Eventually.Until("three are counted", Limit, () => pair.Peer.Tunnel(CulvertPair.Tunnel).Drops!["congestion"] == 3, pair.Describe);
        Eventually.Until("the tunnel is up", Limit, () => pair.Box.Tunnel(CulvertPair.Tunnel).IsUp, pair.Describe);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tcp_hears_of_congestion_and_loses_nothing(bool innerIPv6)
    {
        using var pair = new CulvertPair(new CulvertPairPlan { InnerIPv6 = true, EspProposal = "aes128gcm16" });
        foreach (Host host in (Host[])[pair.Site.Branch, pair.Site.Vpc]) host.SetSysctl("ipv4.tcp_ecn", "1");
        pair.Site.Internet.MarkCongestion(nth: 20);
        pair.Connect();
        pair.WaitForPing();
        Transfer.Check(pair.Site.Vpc, innerIPv6 ? SiteAddresses.VpcIPv6 : SiteAddresses.VpcHost, pair.Site.Branch, 20_000_000);
        Assert.True(Netstat.Of(pair.Site.Branch, "IpExt", "InCEPkts") > 10 || innerIPv6);
        Assert.True(Netstat.Of(pair.Site.Vpc, "TcpExt", "TCPDeliveredCE") > 10);
        Assert.Equal(0, Netstat.Of(pair.Site.Branch, "Tcp", "InCsumErrors"));
        Assert.Equal(0, pair.Box.Tunnel(CulvertPair.Tunnel).Drops!["congestion"]);
    }
}
