using Culvert.Lab.Gateways;
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

    /// <summary>
    /// Every cipher with every integrity algorithm, every group, for phase 1 and for phase 2; and the largest packet that fits
    /// the tunnel in UDP.
    /// </summary>
    public static TheoryData<string, string, int> Options { get; } = new()
    {
        { "aes128-sha1-modp1024", "aes128-sha1-modp1024", 1422 },
        { "aes128-sha256-modp2048", "aes256-sha1-modp1536", 1422 },
        { "aes128-sha384-modp3072", "aes128-sha256-modp2048", 1422 },
        { "aes128-sha512-modp4096", "aes256-sha256-modp3072", 1422 },
        { "aes256-sha1-modp6144", "aes128-sha384-modp4096", 1422 },
        { "aes256-sha256-modp8192", "aes256-sha384-modp6144", 1422 },
        { "aes256-sha384-ecp256", "aes128-sha512-modp8192", 1406 },
        { "aes256-sha512-ecp384", "aes256-sha512-ecp256", 1406 },
        { "aes128gcm16-prfsha1-ecp521", "aes128gcm16-ecp384", 1438 },
        { "aes128gcm16-prfsha256-modp1024s160", "aes256gcm16-ecp521", 1438 },
        { "aes256gcm16-prfsha384-modp2048s224", "aes128gcm16-modp1024s160", 1438 },
        { "aes256gcm16-prfsha512-modp2048s256", "aes256gcm16-modp2048s224", 1438 },
        { "aes256-sha256-modp2048", "aes256-sha256-modp2048s256", 1422 },
    };

    /// <summary>The same without UDP: what the size depends on.</summary>
    public static TheoryData<string, string, int> OptionsWithoutUdp { get; } = new()
    {
        { "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256", 1446 },
        { "aes128-sha1-modp1024", "aes128-sha1-modp1024", 1438 },
        { "aes256-sha256-modp2048", "aes256-sha256-modp2048", 1438 },
        { "aes256-sha384-ecp384", "aes256-sha384-ecp384", 1422 },
        { "aes256-sha512-ecp521", "aes256-sha512-ecp521", 1422 },
    };

    [Theory, MemberData(nameof(Options)), Covers("AWS profile (strongSwan 5.9)", Role = "initiator", Encapsulation = "udp")]
    public void Aws_takes_the_suites_and_packets_have_the_sizes_it_documents(string ike, string esp, int mtu) =>
        AssertAgreedOn(ike, esp, mtu, "udp", StrongSwanRelease.Machine);

    [Theory, MemberData(nameof(OptionsWithoutUdp)), Covers("AWS profile (strongSwan 6.0)", Role = "initiator", Encapsulation = "auto")]
    public void Without_a_NAT_packets_have_the_sizes_that_Aws_documents_for_that(string ike, string esp, int mtu) =>
        AssertAgreedOn(ike, esp, mtu, "auto", StrongSwanRelease.V60);

    private static void AssertAgreedOn(string ike, string esp, int mtu, string encapsulation, StrongSwanRelease release)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp, culvert: ours => ours with { AnySelectors = true },
            strongSwan: theirs => StrongSwanConnection.Aws(theirs.LocalAddress, theirs.RemoteId, theirs.Secret),
            release: release, encapsulation: encapsulation);
        // strongSwan's own route for any-to-any must not take what has arrived.
        pair.Site.Peer.Run("ip", "rule", "add", "to", SiteAddresses.VpcNetwork, "lookup", "main", "pref", "100");
        pair.Connect();
        pair.WaitForPing(TimeSpan.FromSeconds(30));

        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
        Assert.Equal((ike, mtu, encapsulation == "udp" ? "udp" : "esp"), (tunnel.Ike!.Suite, tunnel.Mtu, tunnel.Child!.Encapsulation));
        AssertClamps(pair.Site, mtu - TcpIpHeaders);
        AssertFills(pair.Site, mtu);
        // The rekeying is the first use of the group of phase 2.
        ChildView second = pair.RekeyChild();
        Assert.Equal(esp, $"{second.Suite}-{second.Pfs}");
        pair.WaitForPing(TimeSpan.FromSeconds(30));
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
        site.Branch.Run("ping", "-M", "do", "-c", "1", "-W", "10", "-s", $"{mtu - PingHeaders}", SiteAddresses.VpcHost);
        Assert.NotEqual(0, site.Branch.Try("ping", "-M", "do", "-c", "1", "-W", "1", "-s", $"{mtu - PingHeaders + 1}", SiteAddresses.VpcHost).ExitCode);
        CapturedPacket[] sent = [.. wan.Stop().Where(packet => packet.IsEsp && packet.Source.ToString() == SiteAddresses.BoxPublic)];
        Assert.All(sent, packet => Assert.InRange(packet.IpLength, 1, WanMtu));
        Assert.Single(sent, packet => packet.IpLength >= mtu);
    }
}
