using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>NATs at either end, at both, two in a row; and one that changes its mind. What the product shows of them is so.</summary>
public sealed class NatTests
{
    private const string Suite = "aes128-sha1-modp1024";
    private const int FirstPort = 40001, SecondPort = 40002;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    // Twice the longest that either end may be silent, and so still hold the old port for true.
    private static readonly TimeSpan UntilHeardAgain = TimeSpan.FromSeconds(60);

    // 5.9 cannot do without UDP and so always pretends that a NAT stands before it.
    private static StrongSwanRelease Honest => StrongSwanRelease.V60;

    [Theory]
    [InlineData(NatPlace.None, "forced")]
    [InlineData(NatPlace.Caller, "local")]
    [InlineData(NatPlace.Called, "remote")]
    [InlineData(NatPlace.Caller | NatPlace.Called, "both")]
    [InlineData(NatPlace.CallersProvider, "local")]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called, "both")]
    [InlineData(NatPlace.None, "none", "auto")]
    [InlineData(NatPlace.Caller, "local", "auto")]
    [InlineData(NatPlace.Called, "remote", "auto")]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called, "both", "auto")]
    [InlineData(NatPlace.None, "none", "esp")]
    public void The_gateway_calls(NatPlace nat, string shown, string encapsulation = "udp") =>
        AssertPasses(Pairing.CulvertCalls(Suite, Suite, nat, release: Honest, encapsulation: encapsulation), shown);

    [Theory]
    [InlineData(NatPlace.None, "forced")]
    [InlineData(NatPlace.Caller, "remote")]
    [InlineData(NatPlace.Called, "local")]
    [InlineData(NatPlace.Caller | NatPlace.Called, "both")]
    [InlineData(NatPlace.CallersProvider, "remote")]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called, "both")]
    [InlineData(NatPlace.None, "none", "auto")]
    [InlineData(NatPlace.Caller, "remote", "auto")]
    [InlineData(NatPlace.Called, "local", "auto")]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called, "both", "auto")]
    [InlineData(NatPlace.None, "none", "esp")]
    public void StrongSwan_calls(NatPlace nat, string shown, string encapsulation = "udp") =>
        AssertPasses(Pairing.StrongSwanCalls(Suite, Suite, nat, release: Honest, encapsulation: encapsulation), shown);

    [Theory]
    [InlineData(NatPlace.Caller)]
    [InlineData(NatPlace.Called)]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called)]
    public void Calling_without_UDP_is_given_up_wherever_the_NAT_is(NatPlace nat)
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, nat, release: Honest, encapsulation: "esp");
        pair.StrongSwan.Start();
        pair.Culvert.Start();
        AssertRefused(pair);
    }

    [Theory]
    [InlineData(NatPlace.Caller)]
    [InlineData(NatPlace.Called)]
    [InlineData(NatPlace.CallersProvider | NatPlace.Called)]
    public void A_call_is_refused_without_UDP_wherever_the_NAT_is(NatPlace nat)
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, nat, release: Honest, encapsulation: "esp");
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        Assert.NotEqual(0, pair.StrongSwan.Initiate().ExitCode);
        AssertRefused(pair);
    }

    [Fact]
    public void The_gateways_own_NAT_changes_its_port_and_the_peer_follows()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, NatPlace.Caller);
        AssertSurvivesRebinding(pair);
    }

    [Fact]
    public void The_callers_NAT_changes_its_port_and_the_gateway_follows()
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, NatPlace.Caller);
        AssertSurvivesRebinding(pair);
    }

    private static void AssertPasses(Pairing pairing, string shown)
    {
        using Pairing pair = pairing;
        pair.Connect();
        pair.WaitForPing(Soon);
        pair.Site.Vpc.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", "1300", SiteAddresses.BranchHost);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal((shown, shown == "none" ? "esp" : "udp"), (tunnel.Ike!.Nat, tunnel.Child!.Encapsulation));
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
    }

    private static void AssertRefused(Pairing pair)
    {
        pair.WaitFor("refused", Soon);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal("nat-forbidden", tunnel.ReasonCode);
        Assert.Contains("a NAT is on the path", tunnel.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("state=INSTALLED", pair.StrongSwan.ListSas(), StringComparison.Ordinal);
    }

    private static void AssertSurvivesRebinding(Pairing pair)
    {
        pair.Site.Internet.Rebind(SiteAddresses.BoxPublic, FirstPort);
        pair.Connect();
        pair.WaitForPing(Soon);
        string spi = pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi;

        pair.Site.Internet.Rebind(SiteAddresses.BoxPublic, SecondPort);

        pair.WaitForPing(UntilHeardAgain);
        Assert.Equal(spi, pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi);
    }
}
