using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>
/// What AWS lets one choose for phase 1 and phase 2, wherever it takes another path through the code, with an endpoint that
/// offers and accepts all of it; and the sizes that AWS's user guide gives for each.
/// </summary>
public sealed class AwsSuiteTests
{
    private const int WanMtu = 1500;
    private const int TcpIpHeaders = 40;
    private const int PingHeaders = 28;

    /// <summary>The suites, and the largest packet that fits the tunnel.</summary>
    public static TheoryData<string, string, int> Options { get; } = new()
    {
        { "aes128-sha1-modp1024", "aes128-sha1-modp1024", 1422 },
        { "aes128-sha256-modp2048", "aes128-sha256-modp2048", 1422 },
        { "aes256-sha1-modp2048", "aes256-sha256-modp1024", 1422 },
        { "aes256-sha256-modp2048", "aes256-sha1-modp2048", 1422 },
        { "aes128-sha256-ecp256", "aes256-sha256-ecp256", 1422 },
        { "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256", 1438 },
        { "aes256-sha1-modp1024", "aes128gcm16-modp1024", 1438 },
        { "aes128gcm16-prfsha1-modp2048", "aes256-sha256-modp2048", 1422 },
    };

    [Theory, MemberData(nameof(Options)), Covers("AWS profile (strongSwan 5.9)", Role = "initiator", Encapsulation = "udp")]
    public void Aws_takes_the_suites_and_packets_have_the_sizes_it_documents(string ike, string esp, int mtu)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp, culvert: ours => ours with { AnySelectors = true },
            strongSwan: theirs => StrongSwanConnection.Aws(theirs.LocalAddress, theirs.RemoteId, theirs.Secret));
        // strongSwan's own route for any-to-any must not take what has arrived.
        pair.Site.Peer.Run("ip", "rule", "add", "to", SiteAddresses.VpcNetwork, "lookup", "main", "pref", "100");
        pair.Connect();
        pair.WaitForPing(TimeSpan.FromSeconds(5));

        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Testimony.AssertAgrees(tunnel, pair.StrongSwan.View());
        Assert.Equal((ike, mtu), (tunnel.Ike!.Suite, tunnel.Mtu));
        AssertClamps(pair.Site, mtu - TcpIpHeaders);
        AssertFills(pair.Site, mtu);
        // The rekeying is the first use of the group of phase 2.
        pair.StrongSwan.RekeyChild();
        Eventually.Until("the CHILD SA is rekeyed", TimeSpan.FromSeconds(10),
            () => pair.Culvert.Tunnel(Pairing.Tunnel).Child is { } child && child.InSpi != tunnel.Child!.InSpi && child.Pfs == esp.Split('-')[^1], pair.Describe);
        pair.WaitForPing(TimeSpan.FromSeconds(5));
    }

    // Both ends hear of it: the one that calls in the answer, the called one in the call.
    private static void AssertClamps(SiteToSite site, int mss)
    {
        using var near = new PacketCapture(site.Branch, "eth0");
        using var far = new PacketCapture(site.Vpc, "eth0");
        using (new HttpFileServer(site.Vpc, SiteAddresses.VpcHost, [1]))
        {
            site.Branch.Run("curl", "--silent", "--fail", $"http://{SiteAddresses.VpcHost}/", "--output", "/dev/null");
        }
        Assert.Equal([mss], Arrived(far, SiteAddresses.VpcHost));
        Assert.Equal([mss], Arrived(near, SiteAddresses.BranchHost));
    }

    private static IEnumerable<int?> Arrived(PacketCapture capture, string host) => capture.Stop()
        .Where(packet => packet.SynMss is not null && packet.Destination.ToString() == host)
        .Select(packet => packet.SynMss).Distinct();

    // The largest packet goes out whole and fits; one octet more does not.
    private static void AssertFills(SiteToSite site, int mtu)
    {
        using var wan = new PacketCapture(site.Box, "wan");
        site.Branch.Run("ping", "-M", "do", "-c", "1", "-W", "2", "-s", $"{mtu - PingHeaders}", SiteAddresses.VpcHost);
        Assert.NotEqual(0, site.Branch.Try("ping", "-M", "do", "-c", "1", "-W", "1", "-s", $"{mtu - PingHeaders + 1}", SiteAddresses.VpcHost).ExitCode);
        CapturedPacket[] sent = [.. wan.Stop().Where(packet => packet.IsEsp && packet.Source.ToString() == SiteAddresses.BoxPublic)];
        Assert.InRange(Assert.Single(sent).IpLength, mtu, WanMtu);
    }
}
