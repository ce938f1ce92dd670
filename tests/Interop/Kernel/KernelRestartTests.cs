using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests.Kernel;

/// <summary>A peer whose daemon, whose cable, whose whole machine fails and comes back.</summary>
[Collection(KernelCollection.Name), Trait(KernelCollection.TraitName, KernelCollection.TraitValue)]
public sealed class KernelRestartTests(KernelFixture fixture)
{
    private const string Ike = "aes128-sha256-modp2048", Esp = "aes128-sha256";

    // The peer's own start, and what the product waits before it gives an SA up.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [Fact]
    public void A_daemon_that_forgot_all_while_its_kernel_still_has_the_SAs_is_called_again()
    {
        using var pair = new KernelPairing(fixture, "initiator", Ike, Esp, "udp");
        pair.Connect();
        string before = pair.View.Ike!.InitiatorSpi;

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();
        pair.LoadPeer();

        AssertAnew(pair, before);
    }

    [Fact]
    public void A_daemon_that_forgot_all_and_calls_is_believed()
    {
        using var pair = new KernelPairing(fixture, "responder", Ike, Esp, "udp");
        pair.Connect();
        string before = pair.View.Ike!.InitiatorSpi;

        pair.StrongSwan.Kill();
        pair.StrongSwan.Start();
        pair.LoadPeer();
        pair.StrongSwan.Initiate().OrThrow();

        AssertAnew(pair, before);
    }

    [Fact]
    public void A_machine_that_was_reset_is_called_again()
    {
        using var pair = new KernelPairing(fixture, "initiator", Ike, Esp, "udp");
        pair.Connect();
        string before = pair.View.Ike!.InitiatorSpi;

        pair.Site.Peer.Reset();
        pair.Site.SetUpPeer();
        pair.StrongSwan.Start();
        pair.LoadPeer();

        AssertAnew(pair, before);
    }

    [Fact]
    public void A_cable_that_was_out_for_a_moment_costs_no_SA()
    {
        using var pair = new KernelPairing(fixture, "initiator", Ike, Esp, "udp");
        pair.Connect();
        string before = pair.View.Child!.InSpi;

        // A device that is down forgets routes, and addresses of IPv6.
        pair.Site.Peer.Run("ip link set wan down; sleep 3; ip link set wan up");
        pair.Site.SetUpPeersWan();

        pair.WaitForPing(Limit);
        Assert.Equal(before, pair.View.Child!.InSpi);
    }

    private static void AssertAnew(KernelPairing pair, string before)
    {
        Eventually.Until("a new IKE SA", Limit, () => pair.Culvert.Tunnels() is [{ IsUp: true, Ike: { } ike }] && ike.InitiatorSpi != before, pair.Describe);
        pair.WaitForPing(Limit);
        Testimony.AssertAgrees(() => pair.View, pair.StrongSwan.View);
        Testimony.AssertAgrees(() => pair.View, pair.StrongSwan.KernelSas);
    }
}
