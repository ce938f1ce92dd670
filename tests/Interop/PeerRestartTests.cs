namespace Culvert.Interop.Tests;

/// <summary>A peer that died and came back without its SAs.</summary>
public sealed class PeerRestartTests
{
    private const string Suite = "aes128-sha1-modp1024";

    [Fact]
    public void A_caller_finds_out_and_calls_again()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite);
        pair.Connect();
        pair.WaitForPing(TimeSpan.FromSeconds(5));

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();

        pair.WaitForPing(TimeSpan.FromSeconds(20));
        pair.WaitFor("up", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_called_gateway_takes_the_new_SA_for_the_old_one()
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite);
        pair.Connect();
        pair.WaitForPing(TimeSpan.FromSeconds(5));
        string before = pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi;

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();
        pair.StrongSwan.Initiate().OrThrow();

        pair.WaitForPing(TimeSpan.FromSeconds(5));
        Assert.NotEqual(before, pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.InitiatorSpi);
    }

    [Fact]
    public void A_peer_that_says_goodbye_is_called_again()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite);
        pair.Connect();

        pair.StrongSwan.Terminate();

        pair.WaitForPing(TimeSpan.FromSeconds(10));
    }
}
