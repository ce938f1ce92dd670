using Culvert.Lab.Gateways;

namespace Culvert.Interop.Tests;

/// <summary>Compares what the product shows of a tunnel with what the peer says of the same SAs.</summary>
internal static class Testimony
{
    /// <summary>The two keys' names, the suites and groups, and the encapsulation are the same; the roles are not.</summary>
    public static void AssertAgrees(TunnelView ours, PeerView theirs)
    {
        IkeView ike = ours.Ike!;
        ChildView child = ours.Child!;
        Assert.Equal(
            (theirs.IsInitiator ? "responder" : "initiator", theirs.InitiatorSpi, theirs.ResponderSpi, theirs.IkeSuite),
            (ike.Role, ike.InitiatorSpi, ike.ResponderSpi, ike.Suite));
        Assert.Equal(
            (theirs.OutSpi, theirs.InSpi, theirs.ChildSuite, theirs.Pfs, theirs.IsUdp ? "udp" : "esp"),
            (Number(child.InSpi), Number(child.OutSpi), child.Suite, child.Pfs, child.Encapsulation));
    }

    /// <summary>Both directions are in the peer's kernel, as shown.</summary>
    public static void AssertAgrees(TunnelView ours, IReadOnlyList<KernelSa> theirs)
    {
        ChildView child = ours.Child!;
        foreach (string spi in (string[])[child.InSpi, child.OutSpi])
        {
            KernelSa? sa = theirs.SingleOrDefault(each => each.Spi == Number(spi));
            Assert.Equal(new KernelSa(Number(spi), child.Suite, child.Encapsulation == "udp"), sa);
        }
    }

    private static uint Number(string hexadecimal) => Convert.ToUInt32(hexadecimal, 16);
}
