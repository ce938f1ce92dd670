using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The laboratory itself, without the product: if these fail, no other result here means anything.</summary>
public sealed class LaboratoryTests
{
    [Theory]
    [InlineData(NatPlace.None)]
    [InlineData(NatPlace.Caller)]
    [InlineData(NatPlace.Called)]
    [InlineData(NatPlace.Caller | NatPlace.Called)]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called)]
    public void Two_strongSwans_carry_a_ping_between_the_sites(NatPlace nat)
    {
        Requires.StrongSwan();
        using var site = new SiteToSite(nat);
        site.Box.Forward();
        site.Peer.Forward();
        string peer = SiteAddresses.Endpoints[0];
        var called = new StrongSwanGateway(site.Peer, StrongSwanConnection.Aws(peer, SiteAddresses.BoxPublic, "hanna") with
        {
            LocalAddress = nat.HasFlag(NatPlace.Called) ? SiteAddresses.PeerPrivate : peer,
        });
        var caller = new StrongSwanGateway(site.Box, Caller(nat is NatPlace.None or NatPlace.Called ? SiteAddresses.BoxPublic : SiteAddresses.BoxPrivate, peer));
        called.Start();
        caller.Start();

        caller.Initiate().OrThrow();

        Eventually.Until("ping", TimeSpan.FromSeconds(20), site.CanPing, () => caller.Log + called.Log);
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

    private static StrongSwanConnection Caller(string address, string peer) => new()
    {
        LocalAddress = address,
        RemoteAddress = peer,
        LocalId = SiteAddresses.BoxPublic,
        RemoteId = peer,
        Secret = "hanna",
        IkeProposals = "aes128-sha1-modp1024",
        EspProposals = "aes128-sha1-modp1024",
        LocalSelectors = SiteAddresses.BranchNetwork,
        RemoteSelectors = SiteAddresses.VpcNetwork,
    };
}
