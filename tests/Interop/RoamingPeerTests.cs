using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>A peer that may call from anywhere (`remote.address: %any`) and is known by its identity.</summary>
public sealed class RoamingPeerTests
{
    private const string Suite = "aes128-sha1-modp1024";
    private const string Known = "branch.example", Stranger = "stranger.example", SecondKnown = "rfc822:shop@branch.example";
    private const string SecondTunnel = "Tunnel2";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("branch.example", "branch.example")]
    [InlineData("rfc822:box@branch.example", "box@branch.example")]
    [InlineData("keyid:branch-7", "@#6272616e63682d37")]
    public void A_caller_is_known_by_its_identity(string id, string shown)
    {
        using Pairing pair = Roaming(id);
        pair.Connect();
        pair.WaitForPing(Limit);
        Assert.Equal(new EndView(SiteAddresses.BoxPublic, 4500, shown), pair.Culvert.Tunnel(Pairing.Tunnel).Remote);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
    }

    [Fact]
    public void A_caller_behind_a_NAT_is_known_by_its_identity()
    {
        using Pairing pair = Roaming(Known, NatPlace.Caller);
        pair.Connect();
        pair.WaitForPing(Limit);
        Assert.Equal(Known, pair.Culvert.Tunnel(Pairing.Tunnel).Remote!.Id);
    }

    [Fact]
    public void Two_callers_each_have_their_own_tunnel_and_secret()
    {
        using Pairing pair = Roaming(Known);
        pair.Culvert.Configure(pair.CulvertSide, pair.CulvertSide with
        {
            Name = "shop",
            Tunnel = SecondTunnel,
            RemoteId = SecondKnown,
            Secret = "another_secret",
            RemoteNetworks = [SiteAddresses.SecondBranchNetwork],
        });
        pair.Connect();
        Host shop = AddShop(pair);
        StrongSwanGateway second = Call(pair, shop, SecondKnown, "another_secret", out CommandResult called);
        called.OrThrow();

        pair.Culvert.WaitFor(SecondTunnel, "up", Limit);
        Eventually.Until("the shop's ping", Limit,
            () => shop.Try("ping", "-I", SiteAddresses.SecondBranchHost, "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode == 0,
            () => pair.Describe() + second.Log);
        pair.WaitForPing(Limit);
        Assert.Equal(SiteAddresses.BoxPublic, pair.Culvert.Tunnel(Pairing.Tunnel).Remote!.Address);
        Assert.Equal(SiteAddresses.Elsewhere, pair.Culvert.Tunnel(SecondTunnel).Remote!.Address);
    }

    [Theory]
    [InlineData(Stranger, "a.shared_secret")]
    [InlineData(Known, "not.the_secret")]
    public void A_wrong_identity_and_a_wrong_secret_are_refused_and_the_tunnel_stays(string id, string secret)
    {
        using Pairing pair = Roaming(Known);
        pair.Connect();
        pair.WaitForPing(Limit);
        string spi = pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi;

        StrongSwanGateway caller = Call(pair, AddShop(pair), id, secret, out CommandResult called);

        Assert.NotEqual(0, called.ExitCode);
        Assert.Contains("AUTH_FAILED", caller.Log, StringComparison.Ordinal);
        Eventually.Until("a line in the log that names who called", Limit,
            () => pair.Culvert.Log.Split('\n').Any(line => line.Contains(SiteAddresses.Elsewhere, StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal)),
            pair.Describe);
        Assert.DoesNotContain("_secret", pair.Culvert.Log, StringComparison.Ordinal);
        pair.WaitForPing(Limit);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal(("up", spi, SiteAddresses.BoxPublic), (tunnel.State, tunnel.Ike!.InitiatorSpi, tunnel.Remote!.Address));
    }

    [Fact]
    public void A_caller_that_moved_takes_its_tunnel_with_it()
    {
        using Pairing pair = Roaming(Known);
        pair.Connect();
        pair.WaitForPing(Limit);
        string before = pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi;

        pair.StrongSwan.Kill();
        pair.Site.Internet.Renumber(pair.Site.Box, SiteAddresses.BoxPublic, SiteAddresses.Elsewhere);
        pair.StrongSwan.Start(pair.StrongSwanSide with { LocalAddress = SiteAddresses.Elsewhere });
        pair.StrongSwan.Initiate().OrThrow();

        pair.WaitForPing(Limit);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal(("up", SiteAddresses.Elsewhere), (tunnel.State, tunnel.Remote!.Address));
        Assert.NotEqual(before, tunnel.Ike!.InitiatorSpi);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
    }

    private static Pairing Roaming(string id, NatPlace nat = NatPlace.None) => Pairing.StrongSwanCalls(
        Suite, Suite, nat,
        culvert: ours => ours with { RemoteAddress = "%any", RemoteId = id },
        strongSwan: theirs => theirs with { LocalId = id });

    private static Host AddShop(Pairing pair) => pair.Site.AddMachine("shop", SiteAddresses.Elsewhere, SiteAddresses.SecondBranchHost);

    private static StrongSwanGateway Call(Pairing pair, Host host, string id, string secret, out CommandResult result)
    {
        var caller = new StrongSwanGateway(host, pair.StrongSwanSide with
        {
            LocalAddress = SiteAddresses.Elsewhere,
            LocalId = id,
            Secret = secret,
            LocalSelectors = SiteAddresses.SecondBranchNetwork,
        });
        caller.Start();
        result = caller.Initiate();
        return caller;
    }
}
