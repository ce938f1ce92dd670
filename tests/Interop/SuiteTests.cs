using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Every suite, in both roles: IKE agrees, and the packets of both makers' ESP fit.</summary>
public sealed class SuiteTests
{
    private const string Peer = "strongSwan 5.9";

    /// <summary>
    /// Each cipher with each key size, integrity algorithm, pseudorandom function and group at least once for IKE and for
    /// ESP. strongSwan's user-space ESP knows no extended sequence numbers: those are tested with the kernel's.
    /// </summary>
    public static TheoryData<string, string> Suites { get; } = new()
    {
        { "aes128-sha1-modp1024", "aes128-sha1-modp1024" },
        { "aes128-sha256-modp2048", "aes128-sha256-modp2048" },
        { "aes256-sha1-modp2048", "aes256-sha1-modp2048" },
        { "aes192-sha256-modp1536", "aes192-sha256-modp1536" },
        { "aes256-sha384-modp3072", "aes256-sha384-modp3072" },
        { "aes128-sha512-modp4096", "aes128-sha512-modp4096" },
        { "aes192-sha384-modp6144", "aes192-sha384-modp6144" },
        { "aes256-sha512-modp8192", "aes256-sha512-modp8192" },
        { "aes128-sha256-prfsha512-ecp256", "aes192-sha512-ecp256" },
        { "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
        { "aes256gcm16-prfsha384-ecp384", "aes256gcm16-ecp384" },
        { "aes192gcm16-prfsha512-ecp521", "aes192gcm16-ecp521" },
        { "aes128gcm12-prfsha1-modp1024s160", "aes128gcm12-modp1024s160" },
        { "aes256gcm12-prfsha256-modp2048s224", "aes256gcm12-modp2048s224" },
        { "aes256gcm8-prfsha384-modp2048s256", "aes256gcm8-modp2048s256" },
        { "aes192gcm8-prfsha256-x25519", "aes192gcm8-x25519" },
        { "chacha20poly1305-prfsha256-x25519", "chacha20poly1305-x25519" },
    };

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "initiator", Encapsulation = "udp")]
    public void The_gateway_calls_strongSwan(string ike, string esp)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp);
        pair.Connect();
        AssertPasses(pair, "initiator", ike);
        AssertRekeys(pair, esp);
    }

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "responder", Encapsulation = "udp")]
    public void StrongSwan_calls_the_gateway(string ike, string esp)
    {
        using Pairing pair = Pairing.StrongSwanCalls(ike, esp);
        pair.Connect();
        AssertPasses(pair, "responder", ike);
        AssertRekeys(pair, esp);
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
        Pings.AssertAllSizesPass(pair.Site.Branch, pair.Site.Vpc);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal((role, ike), (tunnel.Ike!.Role, tunnel.Ike.Suite));
        Assert.Equal("udp", tunnel.Child!.Encapsulation);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
        Assert.All(tunnel.Drops!, drop => Assert.Equal(0, drop.Value));
    }

    // The first CHILD SA has no key exchange of its own: the group of the ESP suite shows in the next one.
    private static void AssertRekeys(Pairing pair, string esp)
    {
        ChildView child = pair.RekeyChild();
        Pings.AssertPass(pair.Site.Branch, pair.Site.Vpc, size: 0);
        Assert.Equal(esp, $"{child.Suite}-{child.Pfs}");
    }
}
