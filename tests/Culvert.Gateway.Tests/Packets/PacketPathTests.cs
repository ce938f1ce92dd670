using System.Buffers.Binary;
using System.Net;
using Culvert.Control;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Esp;
using Culvert.Esp.Offload;
using Culvert.Gateway.Packets;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated.Packets;
using Culvert.Ike;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Packets;

public sealed class PacketPathTests
{
    public static TheoryData<EspProposal> Suites => [PathPair.CbcSha1, PathPair.Gcm];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Packets_of_both_families_arrive_as_they_were_sent(EspProposal suite)
    {
        using PathPair pair = new PathPair(suite).Install();
        byte[] v4 = Udp(Local4, Remote4, [1, 2, 3]), v6 = Udp(Local6, Remote6, [4, 5, 6]);
        pair.Send(v4);
        pair.Send(v6);
        pair.Step();
        Assert.Equal([v4, v6], pair.FarTun.Written.Select(frame => frame[10..]));
        TrafficSample sent = pair.Branch.Sample(PathPair.Tunnel), received = pair.Far.Sample(PathPair.Tunnel);
        Assert.Equal((2, v4.Length + v6.Length), (sent.PacketsOut, sent.BytesOut));
        Assert.Equal((2, v4.Length + v6.Length), (received.PacketsIn, received.BytesIn));
        Assert.Equal((pair.Clock.Now, Instant.Zero), (sent.LastOut, sent.LastAuthenticatedIn));
        Assert.Equal((Instant.Zero, pair.Clock.Now), (received.LastOut, received.LastAuthenticatedIn));
    }

    [Theory]
    [InlineData(0x00, 15)]
    [InlineData(0x01, 15)]
    [InlineData(0x07, 1)]
    [InlineData(0x0f, 1)]
    [InlineData(0x6f, 1)]
    public void With_whatever_offloads_a_kernel_has_the_same_octets_arrive(int offloads, int frames)
    {
        using PathPair pair = new PathPair().Install();
        var tun = new SimulatedTun("Tunnel2") { Offloads = (TunOffloads)offloads };
        pair.Far.RemoveTunnel(PathPair.Tunnel);
        pair.Far.AddTunnel(PathPair.Tunnel, tun, 1422);
        pair.Far.Apply(new PathChange.InstallInbound(PathPair.Tunnel, pair.ToFar(seed: 1, forSender: false)));
        byte[] data = new SeededEntropy(1).Bytes(20_000);
        for (int at = 0; at < data.Length; at += 1382) pair.Send(Tcp(Local4, Remote4, 1 + (uint)at, data.AsSpan(at, Math.Min(1382, data.Length - at))));
        pair.Step();
        Assert.Equal(frames, tun.Written.Count);
        Assert.Equal(data, tun.Written.SelectMany(frame => frame[50..]));
    }

    [Fact]
    public void A_super_packet_goes_as_equal_datagrams_and_arrives_as_one()
    {
        using PathPair pair = new PathPair().Install();
        byte[] packet = Tcp(Local4, Remote4, 1, new SeededEntropy(1).Bytes(20_000));
        byte[] frame = [.. new byte[10], .. packet];
        VirtioNetHeader.Segmented(SegmentationKind.TcpIPv4, 40, 1382, 20, 16).Write(frame);
        pair.BranchTun.Enqueue(frame);
        pair.Step();
        Assert.Equal(15, pair.Wire.Sent.Count);
        Assert.Single(pair.Wire.Sent.Take(14).Select(datagram => datagram.Length).Distinct());
        byte[] arrived = Assert.Single(pair.FarTun.Written);
        Assert.Equal(1382, VirtioNetHeader.Read(arrived).SegmentSize);
        Assert.Equal(packet[40..], arrived[50..]);
    }

    [Fact]
    public void An_SA_that_is_worn_or_spent_is_told_once_each_in_both_directions()
    {
        using PathPair pair = new PathPair().Install(new TrafficLimits(new TrafficLimit(2, 0), new TrafficLimit(4, 0)));
        for (int packet = 0; packet < 6; packet++)
        {
            pair.Send(Udp(Local4, Remote4, [1]));
            pair.Step();
        }

        Assert.Equal(4, pair.FarTun.Written.Count);
        Assert.Equal(2, pair.Branch.Sample(PathPair.Tunnel).Drops.NoSa);
        Assert.Equal(
            [new(PathPair.Tunnel, false, PathPair.SpiToFar, IsSpent: false), new(PathPair.Tunnel, false, PathPair.SpiToFar, IsSpent: true)],
            Events(pair.Branch).OfType<PacketPathEvent.SaWorn>());
        Assert.Equal(
            [new(PathPair.Tunnel, true, PathPair.SpiToFar, IsSpent: false), new(PathPair.Tunnel, true, PathPair.SpiToFar, IsSpent: true)],
            Events(pair.Far).OfType<PacketPathEvent.SaWorn>());
    }

    [Fact]
    public void A_packet_that_comes_in_the_turn_in_which_its_SA_is_installed_is_taken()
    {
        using var pair = new PathPair();
        pair.Branch.Apply(new PathChange.UseOutbound(PathPair.Tunnel, pair.ToFar(seed: 1, forSender: true)));
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Branch.Step();
        // The first look at the clock is the sender's, the second the receiver's.
        pair.Clock.Meanwhile = () => pair.Clock.Meanwhile = () =>
            pair.Far.Apply(new PathChange.InstallInbound(PathPair.Tunnel, pair.ToFar(seed: 1, forSender: false)));
        pair.Far.Step();
        Assert.Single(pair.FarTun.Written);
    }

    [Fact]
    public void Nothing_of_an_inner_packet_is_seen_on_the_wire()
    {
        using PathPair pair = new PathPair().Install();
        byte[] secret = new SeededEntropy(3).Bytes(64);
        pair.Send(Udp(Local4, Remote4, secret));
        pair.Step();
        byte[] datagram = Assert.Single(pair.Wire.Sent);
        Assert.Equal(-1, datagram.AsSpan().IndexOf(secret.AsSpan(0, 8)));
    }

    [Fact]
    public void A_replayed_datagram_is_dropped_and_counted()
    {
        using PathPair pair = new PathPair().Install();
        pair.Wire.Transform = datagram => [datagram, [.. datagram]];
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Single(pair.FarTun.Written);
        Assert.Equal(1, pair.Far.Sample(PathPair.Tunnel).Drops.Replay);
    }

    [Fact]
    public void A_corrupted_datagram_is_dropped_and_counted_and_proves_nothing()
    {
        using PathPair pair = new PathPair().Install();
        pair.Wire.Transform = datagram =>
        {
            datagram[^1] ^= 1;
            return [datagram];
        };
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Empty(pair.FarTun.Written);
        TrafficSample sample = pair.Far.Sample(PathPair.Tunnel);
        Assert.Equal((1, Instant.Zero), (sample.Drops.Integrity, sample.LastAuthenticatedIn));
        Assert.False(pair.Far.TryTakeEvent(out _));
    }

    [Fact]
    public void A_packet_outside_the_selectors_never_leaves()
    {
        using PathPair pair = new PathPair().Install();
        pair.Send(Udp(IPAddress.Parse("192.168.1.1"), Remote4, [1]));
        pair.Step();
        Assert.Empty(pair.Wire.Sent);
        Assert.Equal(1, pair.Branch.Sample(PathPair.Tunnel).Drops.Selector);
    }

    [Fact]
    public void Without_an_sa_packets_are_dropped_and_counted()
    {
        using var pair = new PathPair();
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Empty(pair.Wire.Sent);
        Assert.Equal(1, pair.Branch.Sample(PathPair.Tunnel).Drops.NoSa);
    }

    [Fact]
    public void A_handshake_is_clamped_in_both_directions()
    {
        using PathPair pair = new PathPair().Install();
        pair.Far.SetMtu(PathPair.Tunnel, 1400);
        byte[] mss1460 = [2, 4, 0x05, 0xb4];
        pair.Send(Tcp(Local4, Remote4, 1, [], flags: 0x02, options: mss1460));
        pair.Send(Tcp(Local4, Remote4, 1, new byte[8], flags: 0x10));
        pair.Step();
        byte[] arrived = pair.FarTun.Written.Dequeue()[10..];
        Assert.Equal(1360, (arrived[42] << 8) | arrived[43]); // by the branch to 1382, by the far side to its own
        Assert.True(IsIntact(arrived));
    }

    [Fact]
    public void A_rekey_moves_the_traffic_without_losing_what_is_on_the_way()
    {
        using PathPair pair = new PathPair().Install();
        pair.Send(Udp(Local4, Remote4, [1], sourcePort: 1));
        pair.Branch.Step(); // on the wire under the old SA
        pair.Far.Apply(new PathChange.InstallInbound(PathPair.Tunnel, pair.ToFar(seed: 7, forSender: false, spi: 0xc0ffee11)));
        pair.Branch.Apply(new PathChange.UseOutbound(PathPair.Tunnel, pair.ToFar(seed: 7, forSender: true, spi: 0xc0ffee11)));
        pair.Send(Udp(Local4, Remote4, [1], sourcePort: 2));
        pair.Step();
        Assert.Equal(2, pair.FarTun.Written.Count);
        pair.Far.Apply(new PathChange.RemoveInbound(PathPair.Tunnel, PathPair.SpiToFar));
        pair.Send(Udp(Local4, Remote4, [1], sourcePort: 3));
        pair.Step();
        Assert.Equal(3, pair.FarTun.Written.Count);
    }

    [Fact]
    public void Each_packet_goes_on_the_newest_sa_that_permits_it()
    {
        using PathPair pair = new PathPair().Install();
        pair.AddToFar(0xc0ffee21, "10.51.0.0/16");
        pair.AddToFar(0xc0ffee22, "10.50.7.0/24");
        foreach (string far in (string[])["10.50.0.1", "10.51.0.1", "10.50.7.1", "10.52.0.1", "10.50.0.2"])
            pair.Send(Udp(Local4, IPAddress.Parse(far), [1]));
        pair.Step();
        Assert.Equal([PathPair.SpiToFar, 0xc0ffee21, 0xc0ffee22, PathPair.SpiToFar], SpisOnTheWire(pair));
        Assert.Equal(4, pair.FarTun.Written.Count);
        Assert.Equal(1, pair.Branch.Sample(PathPair.Tunnel).Drops.Selector);

        pair.Branch.Apply(new PathChange.StopOutbound(PathPair.Tunnel, 0xc0ffee22));
        pair.Send(Udp(Local4, IPAddress.Parse("10.50.7.1"), [1]));
        pair.Step();
        Assert.Equal(PathPair.SpiToFar, SpisOnTheWire(pair)[^1]);
        Assert.Equal([1u, 2u, 3u], pair.Wire.Sent.Where(d => Word(d, 0) == PathPair.SpiToFar).Select(d => Word(d, 4)));
    }

    [Fact]
    public void A_super_packet_goes_on_one_sa()
    {
        using PathPair pair = new PathPair().Install();
        pair.AddToFar(0xc0ffee21, "10.50.0.0/16");
        byte[] frame = [.. new byte[10], .. Tcp(Local4, Remote4, 1, new SeededEntropy(1).Bytes(5_000))];
        VirtioNetHeader.Segmented(SegmentationKind.TcpIPv4, 40, 1382, 20, 16).Write(frame);
        pair.BranchTun.Enqueue(frame);
        pair.Step();
        Assert.Equal([0xc0ffee21, 0xc0ffee21, 0xc0ffee21, 0xc0ffee21], SpisOnTheWire(pair));
    }

    [Fact]
    public void Stopping_another_sa_than_the_one_in_use_changes_nothing()
    {
        using PathPair pair = new PathPair().Install();
        pair.Branch.Apply(new PathChange.StopOutbound(PathPair.Tunnel, 0xdead));
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Single(pair.FarTun.Written);
        pair.Branch.Apply(new PathChange.StopOutbound(PathPair.Tunnel, PathPair.SpiToFar));
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Single(pair.FarTun.Written);
    }

    [Fact]
    public void A_removed_inbound_sa_is_unknown()
    {
        using PathPair pair = new PathPair().Install();
        pair.Far.Apply(new PathChange.RemoveInbound(PathPair.Tunnel, PathPair.SpiToFar));
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Empty(pair.FarTun.Written);
        Assert.Equal(1, pair.Far.Counters.Single(counter => counter.Name == "esp-unknown-spi").Value);
    }

    [Fact]
    public void Ike_messages_come_out_without_the_marker_and_go_in_with_it()
    {
        using var pair = new PathPair();
        byte[] message = [1, 2, 3, 4, 5, 6, 7, 8];
        pair.Branch.SendIke(new Datagram(PathPair.BranchEnd, PathPair.FarEnd, message));
        pair.Branch.SendIke(new Datagram(At(PathPair.BranchEnd, 500), At(PathPair.FarEnd, 500), message));
        pair.Branch.SendNatKeepalive(PathPair.BranchEnd, PathPair.FarEnd);
        Assert.Equal([[0, 0, 0, 0, .. message], message, [0xff]], pair.Wire.Sent);
        pair.Step();
        Assert.True(pair.Far.Attention.Lower());
        Assert.True(pair.Far.TryTakeIke(out Datagram natTraversal));
        Assert.True(pair.Far.TryTakeIke(out Datagram plain));
        Assert.Equal((PathPair.FarEnd, PathPair.BranchEnd), (natTraversal.Local, natTraversal.Remote));
        Assert.Equal((500, 500), (plain.Local.Port, plain.Remote.Port));
        Assert.Equal(message, natTraversal.Bytes.ToArray());
        Assert.Equal(message, plain.Bytes.ToArray());
        Assert.False(pair.Far.TryTakeIke(out _));
    }

    [Fact]
    public void A_flood_of_ike_fills_its_queue_and_no_more()
    {
        using var pair = new PathPair();
        for (int i = 0; i < 300; i++) pair.Branch.SendIke(new Datagram(PathPair.BranchEnd, PathPair.FarEnd, new byte[28]));
        for (int i = 0; i < 10; i++) pair.Step();
        int taken = 0;
        while (pair.Far.TryTakeIke(out _)) taken++;
        Assert.Equal(256, taken);
        Assert.Equal(44, pair.Far.Counters.Single(counter => counter.Name == "ike-queue-full").Value);
    }

    [Fact]
    public void A_full_device_and_a_refused_send_are_counted()
    {
        using PathPair pair = new PathPair().Install();
        pair.FarTun.IsFull = true;
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Equal(1, pair.Far.Sample(PathPair.Tunnel).Drops.Queue);
        pair.BranchPlatform.Sockets[(false, 4500)].Room = 0;
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.Equal(1, pair.Branch.Sample(PathPair.Tunnel).Drops.Queue);
        Assert.Equal(1, pair.Branch.Sample(PathPair.Tunnel).PacketsOut);
    }

    [Fact]
    public void Of_a_batch_that_is_taken_in_part_each_packet_counts_as_what_became_of_it()
    {
        using PathPair pair = new PathPair().Install();
        pair.Clock.Now += TimeSpan.FromSeconds(7);
        pair.BranchPlatform.Sockets[(false, 4500)].Room = 2;
        byte[][] packets = [.. Enumerable.Range(1, 3).Select(port => Udp(Local4, Remote4, [1], sourcePort: (ushort)port))];
        foreach (byte[] packet in packets) pair.Send(packet);
        pair.Step();
        TrafficSample sample = pair.Branch.Sample(PathPair.Tunnel);
        Assert.Equal((2, 2 * packets[0].Length, 1), (sample.PacketsOut, sample.BytesOut, sample.Drops.Queue));
        Assert.Equal(pair.Clock.Now, sample.LastOut);
        Assert.Equal(2, pair.Far.Sample(PathPair.Tunnel).PacketsIn);
    }

    [Fact]
    public void A_device_that_is_deleted_under_us_is_said_once()
    {
        using PathPair pair = new PathPair().Install();
        pair.BranchTun.IsGone = true;
        pair.Step();
        pair.Step();
        Assert.True(pair.Branch.TryTakeEvent(out PacketPathEvent? pathEvent));
        Assert.IsType<PacketPathEvent.Notice>(pathEvent);
        Assert.False(pair.Branch.TryTakeEvent(out _));
    }

    [Fact]
    public void The_first_packet_of_an_SA_is_told_once()
    {
        using PathPair pair = new PathPair().Install();
        for (int i = 0; i < 3; i++) pair.Send(Udp(Local4, Remote4, [1]));
        pair.Step();
        Assert.True(pair.Far.TryTakeEvent(out PacketPathEvent? pathEvent));
        Assert.Equal(new PacketPathEvent.FirstPacket(PathPair.Tunnel, PathPair.SpiToFar), pathEvent);
        Assert.False(pair.Far.TryTakeEvent(out _));
    }

    [Fact]
    public void A_peer_whose_NAT_moved_it_is_told_and_the_same_SA_goes_to_its_new_address()
    {
        using PathPair pair = new PathPair().Install();
        pair.FarTun.Enqueue([.. new byte[10], .. Udp(Remote4, Local4, [1])]);
        pair.Far.Step();
        Assert.Equal(PacketEndpoint.From(PathPair.BranchEnd), pair.Wire.LastDestination);
        var moved = new IPEndPoint(PathPair.BranchEnd.Address, 41500);
        pair.Wire.TranslateSource = _ => PacketEndpoint.From(moved);
        pair.Clock.Now += TimeSpan.FromSeconds(1);
        pair.Send(Udp(Local4, Remote4, [1]));
        pair.Send(Udp(Local4, Remote4, [2]));
        pair.Step();
        Assert.True(pair.Far.TryTakeEvent(out _));
        Assert.True(pair.Far.TryTakeEvent(out PacketPathEvent? pathEvent));
        Assert.Equal(new PacketPathEvent.PeerMoved(PathPair.Tunnel, moved), pathEvent);
        Assert.False(pair.Far.TryTakeEvent(out _));

        pair.Far.Apply(new PathChange.MovePeer(PathPair.Tunnel, moved));
        pair.FarTun.Enqueue([.. new byte[10], .. Udp(Remote4, Local4, [2])]);
        pair.Far.Step();
        Assert.Equal(PacketEndpoint.From(moved), pair.Wire.LastDestination);
        uint[] sequences = [.. pair.Wire.Sent.Where(d => Word(d, 0) == PathPair.SpiToBranch).Select(d => Word(d, 4))];
        Assert.Equal([1u, 2u], sequences);
    }

    [Fact]
    public void Keys_are_cleared_once_the_sa_is_made_also_when_the_tunnel_is_unknown()
    {
        using var pair = new PathPair();
        EspSaParameters known = pair.ToFar(1, forSender: true), unknown = pair.ToFar(1, forSender: true);
        pair.Branch.Apply(new PathChange.UseOutbound(PathPair.Tunnel, known));
        pair.Branch.Apply(new PathChange.InstallInbound("no such tunnel", unknown));
        Assert.Throws<ObjectDisposedException>(() => known.Keys.Encryption.Length + known.Keys.Encryption.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => unknown.Keys.Integrity.Span.Length);
    }

    [Fact]
    public void A_removed_tunnel_closes_its_device_only_after_both_threads_have_moved_on()
    {
        using PathPair pair = new PathPair().Install();
        pair.Step();
        pair.Branch.RemoveTunnel(PathPair.Tunnel);
        Assert.False(pair.BranchTun.IsDisposed);
        pair.Branch.Step();
        pair.Branch.Sample(PathPair.Tunnel);
        Assert.True(pair.BranchTun.IsDisposed);
    }

    [Fact]
    public void A_taken_port_is_a_sentence_for_a_person()
    {
        using var pair = new PathPair();
        var second = new SimulatedPacketPlatform(pair.Wire, PathPair.BranchEnd.Address);
        PacketDeviceException refused = Assert.Throws<PacketDeviceException>(
            () => new PacketPath(second, new SeededEntropy(1), pair.Clock, new PacketPathOptions(0)));
        Assert.Contains("500", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_datagrams_on_both_ports_are_dropped()
    {
        using PathPair pair = new PathPair().Install();
        var entropy = new SeededEntropy(5);
        var source = PacketEndpoint.From(PathPair.BranchEnd);
        for (int i = 0; i < 5000; i++)
        {
            byte[] datagram = entropy.Bytes((int)(entropy.NextUInt32() % 150));
            if (i % 3 == 0 && datagram.Length >= 4) new byte[] { 0xc0, 0xff, 0xee, 0x01 }.CopyTo(datagram, 0);
            IPEndPoint target = i % 2 == 0 ? PathPair.FarEnd : At(PathPair.FarEnd, 500);
            pair.BranchPlatform.Sockets[(false, 4500)].Send(source, PacketEndpoint.From(target), datagram, Math.Max(datagram.Length, 1));
            pair.Far.Step();
            while (pair.Far.TryTakeIke(out _))
            {
            }
        }

        Assert.Empty(pair.FarTun.Written);
        Assert.True(pair.Far.Sample(PathPair.Tunnel).Drops.Integrity > 100);
    }

    private static uint[] SpisOnTheWire(PathPair pair) => [.. pair.Wire.Sent.Select(datagram => Word(datagram, 0))];

    private static uint Word(byte[] datagram, int offset) => BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(offset));

    private static IPEndPoint At(IPEndPoint endpoint, int port) => new(endpoint.Address, port);

    private static List<PacketPathEvent> Events(PacketPath path)
    {
        var events = new List<PacketPathEvent>();
        while (path.TryTakeEvent(out PacketPathEvent? pathEvent)) events.Add(pathEvent);
        return events;
    }
}
