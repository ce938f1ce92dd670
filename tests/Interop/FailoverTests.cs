using System.Diagnostics;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Two tunnels, and a far side that chooses the way back by itself.</summary>
public sealed class FailoverTests
{
    private const int OutPort = 9001;
    private const int BackPort = 9002;
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeadPeerLimit = TimeSpan.FromSeconds(90);

    // Longer than it takes to suspect a tunnel that sends and hears nothing.
    private static readonly TimeSpan OneDirectionOnly = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan NoGap = TimeSpan.FromMilliseconds(400);

    // 2.3 s by the product's own clock, which its unit tests read; here a busy machine has its part in it. The dead peer detection
    // of either end would take ten times as long.
    private static readonly TimeSpan OutboundGap = TimeSpan.FromSeconds(6);

    [Theory]
    [InlineData(PeerKind.Culvert)]
    [InlineData(PeerKind.StrongSwan)]
    public void The_sample_file_brings_both_tunnels_up(PeerKind peer)
    {
        Require(peer);
        using var aws = new AwsLaboratory(peer);
        aws.BringUp(UpLimit);
        // The far router looks for a way back four times a second; the tunnels are faster.
        Eventually.Until("there is a way back", UpLimit, () => aws.ReturnPath.Current is not null);
        aws.Branch.Run("ping", "-c", "3", "-i", "0.1", "-W", "10", SiteAddresses.VpcHost);
        Eventually.Until("Tunnel1 carries", UpLimit, () => aws.Gateway.Tunnels() is [{ Name: "Tunnel1", Active: true }, { Active: false }], () => aws.Gateway.Log);
    }

    [Theory]
    [InlineData(PeerKind.Culvert)]
    [InlineData(PeerKind.StrongSwan)]
    public void Traffic_moves_when_the_active_endpoint_dies_and_the_endpoint_is_taken_back(PeerKind peer)
    {
        Require(peer);
        using var aws = new AwsLaboratory(peer);
        using Probes probes = BringUp(aws);

        long death = Stopwatch.GetTimestamp();
        aws.Endpoints[0].PowerOff();
        // Beside another tunnel it is suspect for a moment only, in which nobody need look.
        Eventually.Until("Tunnel1 is not up", UpLimit, () => aws.Gateway.Tunnels() is { Count: 2 } tunnels && !tunnels[0].IsUp, () => aws.Gateway.Log);
        Eventually.Until("both directions flow again", UpLimit, probes.AreFlowing, () => aws.Gateway.Log);
        Assert.InRange(probes.Out.Report(death).LongestSilence, TimeSpan.Zero, OutboundGap);
        Assert.Same(aws.Endpoints[1], aws.ReturnPath.Current);

        aws.Endpoints[0].PowerOn();
        aws.Gateway.WaitFor("Tunnel1", "up", UpLimit);
    }

    [Theory]
    [InlineData(PeerKind.Culvert)]
    [InlineData(PeerKind.StrongSwan)]
    public void Traffic_moves_out_when_the_way_to_the_active_endpoint_is_cut_but_the_way_back_is_the_endpoints_affair(PeerKind peer)
    {
        Require(peer);
        using var aws = new AwsLaboratory(peer);
        using Probes probes = BringUp(aws);
        aws.ReturnPath.MoveTo(aws.Endpoints[0]);

        long cut = Stopwatch.GetTimestamp();
        aws.Internet.Cut(aws.Endpoints[0].Host);
        Eventually.Until("Tunnel2 is active", UpLimit, () => aws.Gateway.Tunnel("Tunnel2").Active, () => aws.Gateway.Log);
        Eventually.Until("outbound flows again", UpLimit, () => probes.Out.IsFlowing, () => aws.Gateway.Log);
        Assert.InRange(probes.Out.Report(cut).LongestSilence, TimeSpan.Zero, OutboundGap);
        Assert.Same(aws.Endpoints[0], aws.ReturnPath.Current);

        Eventually.Until("the endpoint's own DPD moves the way back", DeadPeerLimit, () => probes.Back.IsFlowing, () => aws.Gateway.Log);
        Assert.Same(aws.Endpoints[1], aws.ReturnPath.Current);

        aws.Internet.Mend(aws.Endpoints[0].Host);
        aws.Gateway.WaitFor("Tunnel1", "up", UpLimit);
    }

    [Fact]
    public void The_far_side_may_move_the_way_back_whenever_it_likes()
    {
        Require(PeerKind.Culvert);
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        using Probes probes = BringUp(aws);
        string?[] keys = [.. aws.Gateway.Tunnels().Select(tunnel => tunnel.Child?.InSpi)];

        long start = Stopwatch.GetTimestamp();
        for (int move = 0; move < 4; move++)
        {
            aws.ReturnPath.MoveTo(aws.Endpoints[move % 2]);
            Thread.Sleep(OneDirectionOnly);
            Eventually.Until("both directions flow", UpLimit, probes.AreFlowing, () => aws.Gateway.Log);
        }

        Assert.InRange(probes.Out.Report(start).LongestSilence, TimeSpan.Zero, NoGap);
        Assert.InRange(probes.Back.Report(start).LongestSilence, TimeSpan.Zero, NoGap);
        Assert.Equal(keys, aws.Gateway.Tunnels().Select(tunnel => tunnel.Child?.InSpi));
        Assert.True(aws.Gateway.Tunnel("Tunnel1").Active);
    }

    private static void Require(PeerKind peer)
    {
        Requires.Culvert();
        if (peer == PeerKind.StrongSwan) Requires.StrongSwan();
    }

    private static Probes BringUp(AwsLaboratory aws)
    {
        aws.BringUp(UpLimit);
        var probes = new Probes(
            new UdpProbe(aws.Branch, SiteAddresses.BranchHost, aws.Vpc, SiteAddresses.VpcHost, OutPort),
            new UdpProbe(aws.Vpc, SiteAddresses.VpcHost, aws.Branch, SiteAddresses.BranchHost, BackPort));
        Eventually.Until("both directions flow", UpLimit, probes.AreFlowing, () => aws.Gateway.Log);
        return probes;
    }

    private sealed record Probes(UdpProbe Out, UdpProbe Back) : IDisposable
    {
        public bool AreFlowing() => Out.IsFlowing && Back.IsFlowing;

        public void Dispose()
        {
            Out.Dispose();
            Back.Dispose();
        }
    }
}
