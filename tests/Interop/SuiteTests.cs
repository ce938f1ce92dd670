using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Every suite, in both roles: IKE agrees, and the packets of both makers' ESP fit.</summary>
public sealed class SuiteTests
{
    private const string Peer = "strongSwan 5.9";

    public static TheoryData<string, string> Suites { get; } = new()
    {
        { "aes128-sha1-modp1024", "aes128-sha1-modp1024" },
        { "aes128-sha1-modp2048", "aes128-sha1-modp2048" },
        { "aes128-sha256-modp1024", "aes128-sha256-modp1024" },
        { "aes128-sha256-modp2048", "aes128-sha256-modp2048" },
        { "aes256-sha1-modp1024", "aes256-sha1-modp1024" },
        { "aes256-sha1-modp2048", "aes256-sha1-modp2048" },
        { "aes256-sha256-modp1024", "aes256-sha256-modp1024" },
        { "aes256-sha256-modp2048", "aes256-sha256-modp2048" },
        { "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
    };

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "initiator", Encapsulation = "udp")]
    public void The_gateway_calls_strongSwan(string ike, string esp)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp);
        pair.Connect();
        AssertPasses(pair, "initiator", ike);
    }

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "responder", Encapsulation = "udp")]
    public void StrongSwan_calls_the_gateway(string ike, string esp)
    {
        using Pairing pair = Pairing.StrongSwanCalls(ike, esp);
        pair.Connect();
        AssertPasses(pair, "responder", ike);
    }

    [Theory]
    [InlineData("aes128-sha1-modp1024", "aes128-sha1-modp1024")]
    [InlineData("aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256")]
    public void The_gateway_calls_from_behind_a_NAT(string ike, string esp)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp, nat: NatPlace.Caller);
        pair.Connect();
        AssertPasses(pair, "initiator", ike);
    }

    [Theory]
    [InlineData("aes128-sha1-modp1024", "aes128-sha1-modp1024")]
    [InlineData("aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256")]
    public void StrongSwan_calls_from_behind_a_NAT(string ike, string esp)
    {
        using Pairing pair = Pairing.StrongSwanCalls(ike, esp, nat: NatPlace.Caller);
        pair.Connect();
        AssertPasses(pair, "responder", ike);
    }

    private static void AssertPasses(Pairing pair, string role, string ike)
    {
        // Both ways, small, filling the tunnel's MTU, and fragmented before encryption.
        foreach (string size in (string[])["0", "1300", "4000"])
        {
            pair.Site.Branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "2", "-s", size, SiteAddresses.VpcHost);
            pair.Site.Vpc.Run("ping", "-c", "2", "-i", "0.1", "-W", "2", "-s", size, SiteAddresses.BranchHost);
        }
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal((role, ike), (tunnel.Ike!.Role, tunnel.Ike.Suite));
        Assert.Equal("udp", tunnel.Child!.Encapsulation);
        Testimony.AssertAgrees(tunnel, pair.StrongSwan.View());
        Assert.All(tunnel.Drops!, drop => Assert.Equal(0, drop.Value));
    }
}
