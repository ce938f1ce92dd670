using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>strongSwan 6.0 of Debian 13, which can do more than we: what we cannot is negotiated away.</summary>
public sealed class StrongSwan60Tests
{
    private const string Peer = "strongSwan 6.0";

    public static TheoryData<string, string> Suites { get; } = new()
    {
        { "aes128-sha1-modp2048", "aes128-sha1-modp2048" },
        { "aes256-sha256-modp2048", "aes256-sha256-modp2048" },
        { "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
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

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "initiator", Encapsulation = "udp")]
    public void The_gateway_calls_strongSwan_6(string ike, string esp)
    {
        using Pairing pair = Pairing.CulvertCalls(ike, esp, release: StrongSwanRelease.V60);
        AssertAgreedOn(pair, ike);
    }

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "responder", Encapsulation = "udp")]
    public void StrongSwan_6_calls_the_gateway(string ike, string esp)
    {
        using Pairing pair = Pairing.StrongSwanCalls(ike, esp, release: StrongSwanRelease.V60);
        AssertAgreedOn(pair, ike);
    }

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
        pair.WaitFor("refused", TimeSpan.FromSeconds(10));
        Assert.Equal("no-proposal", pair.Culvert.Tunnel(Pairing.Tunnel).ReasonCode);
    }

    private static void AssertAgreedOn(Pairing pair, string ike)
    {
        pair.Connect();
        pair.Site.Branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "2", "-s", "1300", SiteAddresses.VpcHost);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal(ike, tunnel.Ike!.Suite);
        Testimony.AssertAgrees(tunnel, pair.StrongSwan.View());
    }
}
