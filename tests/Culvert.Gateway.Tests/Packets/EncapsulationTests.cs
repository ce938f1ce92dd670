using System.Buffers.Binary;
using System.Net.Sockets;
using Culvert.Control;
using Culvert.Core;
using Culvert.Gateway.Packets;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated.Packets;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>ESP in UDP and without, over both families.</summary>
public sealed class EncapsulationTests
{
    private const int RawPort = 0;

    [Theory]
    [InlineData(false, true, 4500)]
    [InlineData(false, false, RawPort)]
    [InlineData(true, true, 4500)]
    [InlineData(true, false, RawPort)]
    public void Packets_of_both_families_pass_in_each_form(bool outerIPv6, bool udp, int port)
    {
        using PathPair pair = new PathPair().Install(outerIPv6, udp);
        byte[] v4 = Udp(Local4, Remote4, [1, 2, 3]), v6 = Udp(Local6, Remote6, [4, 5, 6]);
        pair.Send(v4);
        pair.Send(v6);
        pair.Step();
        Assert.Equal([v4, v6], pair.FarTun.Written.Select(frame => frame[10..]));
        Assert.Equal((outerIPv6, port), (pair.Wire.LastDestination.IsIPv6, pair.Wire.LastDestination.Port));
        Assert.Equal(pair.Clock.Now, pair.Far.Sample(PathPair.Tunnel).LastAuthenticatedIn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_comes_in_the_other_form_than_was_negotiated_is_accepted(bool farExpectsUdp)
    {
        using var pair = new PathPair();
        pair.Far.Apply(new PathChange.InstallInbound(PathPair.Tunnel, pair.ToFar(1, forSender: false) with { UdpEncapsulated = farExpectsUdp }));
        pair.Branch.Apply(new PathChange.UseOutbound(PathPair.Tunnel, pair.ToFar(1, forSender: true) with { UdpEncapsulated = !farExpectsUdp }));
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Single(pair.FarTun.Written);
        PacketPathEvent[] events = Events(pair.Far);
        Assert.Equal(farExpectsUdp, events.Contains(new PacketPathEvent.CameRaw(PathPair.Tunnel, PathPair.SpiToFar)));
        Assert.DoesNotContain(events, happened => happened is PacketPathEvent.PeerMoved);
    }

    [Fact]
    public void Raw_packets_are_told_once_and_the_outbound_sa_follows_with_its_numbers()
    {
        using PathPair pair = new PathPair().Install();
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        pair.Branch.Apply(new PathChange.SendRaw(PathPair.Tunnel, PathPair.SpiToFar));
        pair.Send(Udp(Local4, Remote4, [2], sourcePort: 2));
        pair.Send(Udp(Local4, Remote4, [3], sourcePort: 3));
        pair.Step();
        Assert.Equal(RawPort, pair.Wire.LastDestination.Port);
        Assert.Equal(3, pair.FarTun.Written.Count);
        Assert.Equal([1u, 2u, 3u], pair.Wire.Sent.Select(packet => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(4))));
        Assert.Single(Events(pair.Far), new PacketPathEvent.CameRaw(PathPair.Tunnel, PathPair.SpiToFar));
    }

    [Fact]
    public void Forged_raw_packets_are_told_to_nobody()
    {
        using PathPair pair = new PathPair().Install();
        var from = PacketEndpoint.From(PathPair.BranchEnd) with { Port = RawPort };
        IPacketSocket raw = pair.BranchPlatform.Sockets[(false, RawPort)];
        byte[] forged = new SeededEntropy(1).Bytes(100);
        BinaryPrimitives.WriteUInt32BigEndian(forged, PathPair.SpiToFar);
        raw.Send(from, PacketEndpoint.From(PathPair.FarEnd), forged, forged.Length);
        raw.Send(from, PacketEndpoint.From(PathPair.FarEnd), [1, 2, 3], 3);
        raw.Send(from, PacketEndpoint.From(PathPair.FarEnd), new byte[40], 40);
        pair.Step();
        Assert.Empty(Events(pair.Far));
        Assert.Equal(1, pair.Far.Sample(PathPair.Tunnel).Drops.Integrity);
        Assert.Equal((1, 1), (Count("wan-malformed"), Count("esp-unknown-spi")));

        long Count(string name) => pair.Far.Counters.Single(counter => counter.Name == name).Value;
    }

    [Fact]
    public void Without_the_privilege_for_raw_sockets_udp_works_and_what_cannot_be_sent_is_told()
    {
        var wire = new SimulatedWire();
        var platform = new SimulatedPacketPlatform(wire, PathPair.BranchEnd.Address, PathPair.BranchEnd6.Address) { RefusesEsp = true };
        using var path = new PacketPath(platform, new SeededEntropy(1), new TestClock(), new PacketPathOptions(Mark: 0));
        Assert.Contains("run as root", path.RawEspRefusal, StringComparison.Ordinal);
        Assert.False(path.CanSendRawEsp(AddressFamily.InterNetwork));
        path.SendNatKeepalive(PathPair.BranchEnd, PathPair.FarEnd);
        Assert.Single(wire.Sent);
        using var pair = new PathPair();
        path.AddTunnel(PathPair.Tunnel, new SimulatedTun("Tunnel1"), 1422);
        path.Apply(new PathChange.UseOutbound(PathPair.Tunnel, pair.ToFar(seed: 1, forSender: true) with { UdpEncapsulated = false }));
        PacketPathEvent.Notice notice = Assert.IsType<PacketPathEvent.Notice>(Assert.Single(Events(path)));
        Assert.Equal((PathPair.Tunnel, true), (notice.Tunnel, notice.IsWarning));
    }

    [Fact]
    public void Ike_over_IPv6_goes_and_comes_on_both_ports()
    {
        using var pair = new PathPair();
        byte[] message = [1, 2, 3, 4, 5, 6, 7, 8];
        pair.Branch.SendIke(new Ike.Datagram(PathPair.BranchEnd6, PathPair.FarEnd6, message));
        pair.Branch.SendIke(new Ike.Datagram(new(PathPair.BranchEnd6.Address, 500), new(PathPair.FarEnd6.Address, 500), message));
        pair.Step();
        for (int i = 0; i < 2; i++)
        {
            Assert.True(pair.Far.TryTakeIke(out Ike.Datagram datagram));
            Assert.Equal((PathPair.FarEnd6.Address, PathPair.BranchEnd6.Address), (datagram.Local.Address, datagram.Remote.Address));
            Assert.Equal(message, datagram.Bytes.ToArray());
        }
    }

    private static PacketPathEvent[] Events(PacketPath path)
    {
        var events = new List<PacketPathEvent>();
        while (path.TryTakeEvent(out PacketPathEvent? happened)) events.Add(happened);
        return [.. events];
    }
}
