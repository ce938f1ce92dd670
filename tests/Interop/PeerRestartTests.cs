using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>A peer that died and came back without its SAs.</summary>
public sealed class PeerRestartTests
{
    private const string Suite = "aes128-sha1-modp1024";

    // Shorter than either end's dead peer detection: nobody has waited for that.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(28);

    [Fact]
    public void A_caller_finds_out_and_calls_again()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite);
        pair.Connect();
        pair.WaitForPing(Limit);

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();

        pair.WaitForPing(Limit);
        pair.WaitFor("up", Limit);
    }

    [Theory]
    [InlineData("replace", true)]
    [InlineData("never", false)]
    public void A_called_gateway_takes_the_new_SA_for_the_old_one(string unique, bool saysInitialContact)
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, strongSwan: theirs => theirs with { Unique = unique });
        pair.Connect();
        pair.WaitForPing(Limit);
        string before = pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi;

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();
        pair.StrongSwan.Initiate().OrThrow();

        pair.WaitForPing(Limit);
        Assert.NotEqual(before, pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
        Assert.Equal(saysInitialContact, pair.StrongSwan.Log.Contains("N(INIT_CONTACT)", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_call_after_the_peers_restart_and_agree_on_one_SA_pair()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite,
            strongSwan: theirs => theirs with { RemoteAddress = SiteAddresses.BoxPublic, StartAction = "start" });
        pair.Connect();
        pair.WaitForPing(Limit);

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();

        pair.WaitForPing(Limit);
        Eventually.Until("both have one and the same SA", TimeSpan.FromSeconds(60),
            () => pair.StrongSwan.SaField("initiator-spi") is [string spi] && pair.Culvert.Tunnel(Pairing.Tunnel).Ike?.InitiatorSpi == spi, pair.Describe);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
    }

    [Fact]
    public void A_peer_that_says_goodbye_is_called_again()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite);
        pair.Connect();

        pair.StrongSwan.Terminate();

        pair.WaitForPing(Limit);
    }
}
