using System.Diagnostics;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Who begins: the gateway, a packet, the peer, both at once, a person.</summary>
public sealed class StartTests
{
    private const string Suite = "aes128-sha1-modp1024";

    // Longer than a gateway that initiates needs to be up.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan NoGap = TimeSpan.FromMilliseconds(400);

    [Fact]
    public void On_demand_nothing_is_said_until_a_packet_wants_to_pass()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, culvert: ours => ours with { Start = "ondemand" });
        pair.StrongSwan.Start();
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Culvert.Start();
        Thread.Sleep(Idle);
        TunnelView waiting = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal("connecting", waiting.State);
        Assert.Contains("waits for a packet", waiting.Reason, StringComparison.Ordinal);

        pair.WaitForPing(Limit);
        Assert.True(pair.Culvert.Tunnel(Pairing.Tunnel).IsUp);
        IReadOnlyList<CapturedPacket> packets = capture.Stop();
        Assert.All(packets.Where(packet => packet.IsIpv4), packet => Assert.True(packet.IsEsp || packet.IsIke));
        Assert.Contains(packets, packet => packet.IsIke);
    }

    [Fact]
    public void A_gateway_that_answers_only_does_not_call()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, culvert: ours => ours with { Start = "respond" });
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Culvert.Start();
        Assert.False(pair.Site.CanPing());
        Thread.Sleep(Idle);
        Assert.DoesNotContain(capture.Stop(), packet => packet.IsIpv4);
        Assert.Equal("connecting", pair.Culvert.Tunnel(Pairing.Tunnel).State);
    }

    [Fact]
    public void Both_ends_start_at_once_and_one_SA_pair_stays()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, strongSwan: theirs => theirs with { RemoteAddress = SiteAddresses.BoxPublic });
        pair.Connect();
        for (int round = 0; round < 5; round++)
        {
            Parallel.Invoke(
                () => pair.Culvert.Culvert("tunnel", "restart", Pairing.Tunnel).OrThrow(),
                () => pair.StrongSwan.Initiate());
            AwaitOneSaPair(pair);
            pair.WaitForPing(Limit);
            // What was redundant stays away.
            AwaitOneSaPair(pair);
        }
    }

    [Fact]
    public void Restarting_a_tunnel_costs_the_other_nothing()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(Limit);
        using var outward = new UdpProbe(aws.Branch, SiteAddresses.BranchHost, aws.Vpc, SiteAddresses.VpcHost, 9001);
        using var back = new UdpProbe(aws.Vpc, SiteAddresses.VpcHost, aws.Branch, SiteAddresses.BranchHost, 9002);
        aws.ReturnPath.MoveTo(aws.Endpoints[0]);
        Eventually.Until("Tunnel1 is active", Limit, () => aws.Gateway.Tunnel("Tunnel1").Active, () => aws.Gateway.Log);
        Eventually.Until("both directions flow", Limit, () => outward.IsFlowing && back.IsFlowing, () => aws.Gateway.Log);
        string before = aws.Gateway.Tunnel("Tunnel2").Ike!.InitiatorSpi;

        long start = Stopwatch.GetTimestamp();
        aws.Gateway.Culvert("tunnel", "restart", "Tunnel2").OrThrow();
        Eventually.Until("Tunnel2 is up anew", Limit,
            () => aws.Gateway.Tunnel("Tunnel2") is { IsUp: true, Ike: { } ike } && ike.InitiatorSpi != before, () => aws.Gateway.Log);

        Assert.True(aws.Gateway.Tunnel("Tunnel1").Active);
        Assert.InRange(outward.Report(start).LongestSilence, TimeSpan.Zero, NoGap);
        Assert.InRange(back.Report(start).LongestSilence, TimeSpan.Zero, NoGap);
    }

    // For a second on end, and the same all that time: the last of what both began may end later than it has begun to look well.
    private static void AwaitOneSaPair(Pairing pair)
    {
        (string? spi, long since) = (null, 0);
        Eventually.Until("both ends have the one SA pair, and keep it", Limit, () =>
        {
            string? now = HasOneSaPair(pair) ? pair.Culvert.Tunnel(Pairing.Tunnel).Child?.OutSpi : null;
            if (now != spi) (spi, since) = (now, Stopwatch.GetTimestamp());
            return spi is not null && Stopwatch.GetElapsedTime(since) >= TimeSpan.FromSeconds(1);
        }, () => pair.Describe() + pair.StrongSwan.ListSas());
    }

    private static bool HasOneSaPair(Pairing pair) =>
        pair.StrongSwan.SaField("spi-in") is [string inward]
        && pair.StrongSwan.SaField("initiator-spi") is [string initiator]
        && pair.Culvert.Tunnel(Pairing.Tunnel) is { IsUp: true, Ike: { } ike, Child: { } child }
        && (ike.InitiatorSpi, child.OutSpi) == (initiator, inward);
}
