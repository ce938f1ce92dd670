using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Selectors that have nothing in common, and selectors with a port.</summary>
public sealed class SelectorTests
{
    private const string Suite = "aes128-sha1-modp1024";
    private const string Strange = "172.16.0.0/16";
    private const int Port = 9001, OtherPort = 9002;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_caller_without_a_common_network_is_refused()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, strongSwan: theirs => theirs with { LocalSelectors = Strange });
        pair.StrongSwan.Start();
        pair.Culvert.Start();
        // TS_UNACCEPTABLE does not say what the peer has.
        AssertRefused(pair, "10.60.0.0/16 to 10.50.0.0/16");
    }

    [Fact]
    public void A_called_gateway_without_a_common_network_refuses()
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, strongSwan: theirs => theirs with { RemoteSelectors = Strange });
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        Assert.NotEqual(0, pair.StrongSwan.Initiate().ExitCode);
        AssertRefused(pair, "172.16.0.0/16 to 10.60.0.0/16", "10.50.0.0/16 to 10.60.0.0/16");
        Assert.Contains("TS_UNACCEPT", pair.StrongSwan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_the_called_peer_names_passes_and_no_other()
    {
        using Pairing pair = Pairing.CulvertCalls(
            Suite, Suite, strongSwan: theirs => theirs with { LocalSelectors = $"{SiteAddresses.VpcNetwork}[udp/{Port}]" });
        pair.Connect();
        Assert.Equal(["10.50.0.0/16[udp/9001]"], pair.Culvert.Tunnel(Pairing.Tunnel).Child!.RemoteSelectors);
        Eventually.Until("that is told", Limit, () => pair.Culvert.Tunnel(Pairing.Tunnel).Warnings!.Any(warning => warning.Code == "narrowed"), pair.Describe);
        AssertPasses(pair);
        AssertDropped(pair, () => new UdpProbe(pair.Site.Branch, SiteAddresses.BranchHost, pair.Site.Vpc, SiteAddresses.VpcHost, OtherPort));
    }

    [Fact]
    public void A_port_that_the_calling_peer_names_passes_and_no_other()
    {
        using Pairing pair = Pairing.StrongSwanCalls(
            Suite, Suite, strongSwan: theirs => theirs with { RemoteSelectors = $"{SiteAddresses.VpcNetwork}[udp/{Port}]" });
        pair.Connect();
        Assert.Equal(["10.50.0.0/16[udp/9001]"], pair.Culvert.Tunnel(Pairing.Tunnel).Child!.LocalSelectors);
        AssertPasses(pair);
        // What comes from the port may go back to the branch, and this comes from another.
        AssertDropped(pair, () => new UdpProbe(pair.Site.Vpc, SiteAddresses.VpcHost, pair.Site.Branch, SiteAddresses.BranchHost, OtherPort));
    }

    private static void AssertRefused(Pairing pair, params IReadOnlyList<string> selectors)
    {
        pair.WaitFor("refused", Limit);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal("selectors", tunnel.ReasonCode);
        foreach (string each in selectors) Assert.Contains(each, tunnel.Reason, StringComparison.Ordinal);
    }

    private static void AssertPasses(Pairing pair)
    {
        using var probe = new UdpProbe(pair.Site.Branch, SiteAddresses.BranchHost, pair.Site.Vpc, SiteAddresses.VpcHost, Port);
        Eventually.Until("the port passes", Limit, () => probe.IsFlowing, pair.Describe);
    }

    private static void AssertDropped(Pairing pair, Func<UdpProbe> start)
    {
        long before = Dropped(pair);
        using UdpProbe probe = start();
        Thread.Sleep(Moment);
        ProbeReport report = probe.Stop();
        Assert.Equal(0, report.Received);
        Eventually.Until("they are counted", Limit, () => Dropped(pair) - before >= report.Sent, pair.Describe);
    }

    private static long Dropped(Pairing pair) => pair.Culvert.Tunnel(Pairing.Tunnel).Drops!["selector"];
}
