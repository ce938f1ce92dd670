using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The laboratory itself, without the product: if these fail, no other result here means anything.</summary>
public sealed class LaboratoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_strongSwans_carry_a_ping_between_the_sites(bool nat)
    {
        Requires.StrongSwan();
        using var site = new SiteToSite(nat);
        site.Box.Forward();
        site.Peer.Forward();
        var right = new StrongSwanGateway(site.Peer, Peers.Responder("aes128-sha1-modp1024", "aes128-sha1"));
        var left = new StrongSwanGateway(site.Box, Peers.Initiator("aes128-sha1-modp1024", "aes128-sha1") with
        {
            LocalAddress = nat ? SiteAddresses.BoxPrivate : SiteAddresses.BoxPublic,
        });
        right.Start();
        left.Start();
        left.Initiate().OrThrow();
        Eventually.Until("ping", TimeSpan.FromSeconds(5), site.CanPing, () => left.Log + right.Log);
    }

    [Fact]
    public void Without_a_gateway_the_sites_do_not_reach_each_other()
    {
        Requires.Laboratory();
        using var site = new SiteToSite();
        site.Box.Forward();
        site.Peer.Forward();
        Assert.False(site.CanPing());
    }
}
