using Culvert.Lab.Gateways;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>strongSwan 6.0 of Debian 13, which can do more than we: what we cannot is negotiated away.</summary>
public sealed class StrongSwan60Tests
{
    private const string Peer = "strongSwan 6.0";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    /// <summary>Unlike 5.9, this user-space ESP can do without UDP. It knows no extended sequence numbers either.</summary>
    public static TheoryData<string, string, string> Rows { get; } = new()
    {
        { "udp", "aes128-sha1-modp2048", "aes128-sha1-modp2048" },
        { "esp", "aes256-sha256-modp2048", "aes256-sha256-modp2048" },
        { "auto", "aes256-sha384-modp3072", "aes256-sha384-modp3072" },
        { "esp", "aes128-sha512-ecp384", "aes128-sha512-ecp384" },
        { "udp", "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
        { "auto", "aes128gcm16-prfsha256-x25519", "aes128gcm16-x25519" },
        { "udp", "chacha20poly1305-prfsha256-x25519", "chacha20poly1305-x25519" },
        { "esp", "chacha20poly1305-prfsha256-x25519", "chacha20poly1305-x25519" },
    };

    /// <summary>Both forms over IPv6.</summary>
    public static TheoryData<string, string, string> RowsOverIPv6 { get; } = new()
    {
        { "udp", "aes128-sha256-modp2048", "aes128-sha256-modp2048" },
        { "auto", "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
    };

    /// <summary>What the peer offers or accepts, the strongest first; what we have; and what comes of it.</summary>
    public static TheoryData<string, string, string> Offers { get; } = new()
    {
        { "aes256-sha256-ecp256-ke1_ecp384,aes256-sha256-modp2048", "aes256-sha256-modp2048", "aes256-sha256" },
        { "aes256-sha256-x25519-ke1_mlkem768,aes128-sha256-ecp256-ke1_mlkem768-ke1_none,aes128-sha1-modp2048", "aes128-sha1-modp2048", "aes128-sha1" },
        { "aes256gcm16-prfsha512-ecp521-curve448,aes256-aes128-sha512-sha256-modp4096-modp2048", "aes256-sha256-modp2048", "aes256-sha256" },
    };

    [Fact]
    public void It_is_what_it_is_called()
    {
        Requires.StrongSwan(StrongSwanRelease.V60);
        using Pairing pair = Pairing.CulvertCalls("aes128-sha1-modp2048", "aes128-sha1", release: StrongSwanRelease.V60);
        pair.StrongSwan.Start();
        Assert.StartsWith("strongSwan 6.0", pair.StrongSwan.Version, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Rows)), Covers(Peer, Role = "initiator")]
    public void The_gateway_calls_strongSwan_6(string encapsulation, string ike, string esp) => AssertPasses("initiator", encapsulation, ike, esp);

    [Theory, MemberData(nameof(Rows)), Covers(Peer, Role = "responder")]
    public void StrongSwan_6_calls_the_gateway(string encapsulation, string ike, string esp) => AssertPasses("responder", encapsulation, ike, esp);

    [Theory, MemberData(nameof(RowsOverIPv6)), Covers(Peer, Role = "initiator", Over = "IPv6")]
    public void The_gateway_calls_strongSwan_6_over_IPv6(string encapsulation, string ike, string esp) =>
        AssertPasses("initiator", encapsulation, ike, esp, ipv6: true);

    [Theory, MemberData(nameof(RowsOverIPv6)), Covers(Peer, Role = "responder", Over = "IPv6")]
    public void StrongSwan_6_calls_the_gateway_over_IPv6(string encapsulation, string ike, string esp) =>
        AssertPasses("responder", encapsulation, ike, esp, ipv6: true);

    [Theory, MemberData(nameof(Offers))]
    public void Offered_more_than_we_know_we_take_what_we_know(string offer, string ike, string esp)
    {
        using Pairing pair = Pairing.StrongSwanCalls(ike, esp, release: StrongSwanRelease.V60, strongSwan: theirs => theirs with { IkeProposals = offer });
        AssertAgreedOn(pair, ike);
    }

    [Theory, MemberData(nameof(Offers))]
    public void A_peer_that_would_take_more_takes_what_we_offer(string offer, string ike, string esp)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp, release: StrongSwanRelease.V60, strongSwan: theirs => theirs with { IkeProposals = offer });
        AssertAgreedOn(pair, ike);
    }

    [Theory]
    [InlineData("aes256-sha256-modp2048-ke1_mlkem768")]
    [InlineData("aes256-sha256-modp2048-ke1_ecp256")]
    public void A_peer_that_insists_on_another_key_exchange_is_refused(string offer)
    {
        using Pairing pair = Pairing.StrongSwanCalls("aes256-sha256-modp2048", "aes256-sha256", release: StrongSwanRelease.V60,
            strongSwan: theirs => theirs with { IkeProposals = offer });
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        Assert.NotEqual(0, pair.StrongSwan.Initiate().ExitCode);
        Assert.Contains("NO_PROPOSAL_CHOSEN", pair.StrongSwan.Log, StringComparison.Ordinal);
        pair.WaitFor("refused", Soon);
        Assert.Equal("no-proposal", pair.Culvert.Tunnel(Pairing.Tunnel).ReasonCode);
    }

    private static void AssertPasses(string role, string encapsulation, string ike, string esp, bool ipv6 = false)
    {
        using Pairing pair = role == "initiator"
            ? Pairing.CulvertCalls(ike, esp, release: StrongSwanRelease.V60, encapsulation: encapsulation, ipv6: ipv6)
            : Pairing.StrongSwanCalls(ike, esp, release: StrongSwanRelease.V60, encapsulation: encapsulation, ipv6: ipv6);
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Connect();
        pair.WaitForPing(Soon);
        Pings.AssertAllSizesPass(pair.Site.Branch, pair.Site.Vpc);
        AssertShows(pair, role, ike, encapsulation);
        // The first CHILD SA has no key exchange of its own: the group of the ESP suite shows in the next one.
        ChildView second = pair.RekeyChild();
        Pings.AssertPass(pair.Site.Branch, pair.Site.Vpc, size: 1300);
        AssertShows(pair, role, ike, encapsulation);
        Assert.Equal(esp, $"{second.Suite}-{second.Pfs}");
        Assert.Equal([(ipv6, encapsulation != "udp")], capture.Stop().Where(packet => packet.IsEsp).Select(packet => (packet.IsIpv6, packet.IsRawEsp)).Distinct());
    }

    // No NAT is there: `auto` needs no UDP.
    private static void AssertShows(Pairing pair, string role, string ike, string encapsulation)
    {
        (string form, string nat) = encapsulation == "udp" ? ("udp", "forced") : ("esp", "none");
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal((role, ike, nat, form), (tunnel.Ike!.Role, tunnel.Ike.Suite, tunnel.Ike.Nat, tunnel.Child!.Encapsulation));
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
        Assert.All(tunnel.Drops!, drop => Assert.Equal(0, drop.Value));
    }

    private static void AssertAgreedOn(Pairing pair, string ike)
    {
        pair.Connect();
        pair.Site.Branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", "1300", SiteAddresses.VpcHost);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal(ike, tunnel.Ike!.Suite);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
    }
}
