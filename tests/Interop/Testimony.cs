using System.Diagnostics;
using Culvert.Lab.Gateways;
using Xunit.Sdk;

namespace Culvert.Interop.Tests;

/// <summary>Compares what the product shows of a tunnel with what the peer says of the same SAs.</summary>
internal static class Testimony
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20), Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Both say the same, as soon as what is under way has been done: two ends are never looked at in one moment, and one of them is
    /// always the first to have a new SA or to forget an old one.
    /// </summary>
    public static void AssertAgrees(Func<TunnelView> ours, Func<PeerView> theirs) => AssertSoon(() => AssertAgrees(ours(), theirs()));

    /// <summary>The same with the peer's kernel.</summary>
    public static void AssertAgrees(Func<TunnelView> ours, Func<IReadOnlyList<KernelSa>> theirs) => AssertSoon(() => AssertAgrees(ours(), theirs()));

    private static void AssertSoon(Action check)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                check();
                return;
            }
            catch (Exception early) when (early is XunitException or InvalidOperationException && Stopwatch.GetElapsedTime(start) < Limit)
            {
                // One that has no SA at all for now says so by an exception of its own.
                Thread.Sleep(Interval);
            }
        }
    }

    // The two keys' names, the suites and groups, and the encapsulation are the same; the roles are not.
    private static void AssertAgrees(TunnelView ours, PeerView theirs)
    {
        (IkeView? ike, ChildView? child) = (ours.Ike, ours.Child);
        Assert.NotNull(ike);
        Assert.NotNull(child);
        Assert.Equal(
            (theirs.IsInitiator ? "responder" : "initiator", theirs.InitiatorSpi, theirs.ResponderSpi, theirs.IkeSuite),
            (ike.Role, ike.InitiatorSpi, ike.ResponderSpi, ike.Suite));
        Assert.Equal(
            (theirs.OutSpi, theirs.InSpi, theirs.ChildSuite, theirs.Pfs, theirs.IsUdp ? "udp" : "esp"),
            (Number(child.InSpi), Number(child.OutSpi), child.Suite, child.Pfs, child.Encapsulation));
    }

    // Both directions are in the peer's kernel, as shown.
    private static void AssertAgrees(TunnelView ours, IReadOnlyList<KernelSa> theirs)
    {
        ChildView? child = ours.Child;
        Assert.NotNull(child);
        foreach (string spi in (string[])[child.InSpi, child.OutSpi])
        {
            KernelSa? sa = theirs.SingleOrDefault(each => each.Spi == Number(spi));
            Assert.Equal(new KernelSa(Number(spi), child.Suite, child.Encapsulation == "udp"), sa);
        }
    }

    private static uint Number(string hexadecimal) => Convert.ToUInt32(hexadecimal, 16);
}
