using Culvert.Control;
using Culvert.Hal.Packets;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>A link on the way that is narrower than the WAN is found, and forgotten when it is gone.</summary>
public sealed class PathMtuTests
{
    private const int Wide = 1422, Narrow = 1326;

    private readonly List<int> _probes = [];

    [Fact]
    public void A_narrow_link_on_the_way_lowers_the_tunnels_mtu_and_a_wide_one_raises_it_again()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Assert.Equal(Wide, Mtu(pair));
        ulong sa = pair.Branch.Tunnel(pair.Clock.Now).Ike!.InitiatorSpi;
        PutRouter(pair, mtu: 1400);
        SendLarge(pair);
        pair.RunUntil(() => Mtu(pair) == Narrow);
        // 1500 octets with 20 of IP and 8 of UDP, the payload in whole blocks.
        Assert.All(_probes, length => Assert.Equal(1460, length));

        PutRouter(pair, mtu: 1500);
        pair.Branch.Network.LearnedMtus.Clear();
        SendLarge(pair);
        pair.RunUntil(() => Mtu(pair) == Wide);
        Assert.Equal(sa, pair.Branch.Tunnel(pair.Clock.Now).Ike!.InitiatorSpi);
        Assert.Equal(TunnelState.Up, pair.Branch.Tunnel(pair.Clock.Now).State);
    }

    [Fact]
    public void What_fits_any_way_and_a_few_that_may_not_are_no_reason_to_probe_and_large_packets_are_one_every_ten_seconds()
    {
        using BoxPair pair = new BoxPair().BringUp();
        PutRouter(pair, mtu: 1500);
        for (int i = 0; i < 100; i++) Send(pair, 1000);
        for (int i = 0; i < 19; i++) Send(pair, 1300);
        pair.RunFor(30);
        Assert.Empty(_probes);
        for (int i = 0; i < 250; i++)
        {
            SendLarge(pair);
            pair.RunFor(0.1);
        }

        Assert.Equal(3, _probes.Count);
        Assert.Equal(0, pair.Far.Tunnel(pair.Clock.Now).Traffic.Drops.Malformed);
    }

    private static int Mtu(BoxPair pair) => pair.Branch.Tunnel(pair.Clock.Now).Mtu;

    private static void SendLarge(BoxPair pair)
    {
        for (int i = 0; i < 20; i++) Send(pair, 1300);
    }

    private static void Send(BoxPair pair, int length) =>
        pair.Branch.Tuns["Tunnel1"].Enqueue([.. new byte[10], .. Udp(Local4, Remote4, new byte[length])]);

    // It answers what it cannot pass on, and the kernel remembers.
    private void PutRouter(BoxPair pair, int mtu) => pair.Wire.Probed = (PacketEndpoint destination, int length) =>
    {
        _probes.Add(length);
        if (length + 28 > mtu) pair.Branch.Network.LearnedMtus[destination.ToIPEndPoint().Address] = mtu;
    };
}
