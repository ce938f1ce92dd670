using Culvert.Crypto.Packet;
using Culvert.Esp;
using Culvert.Esp.Offload;
using Culvert.Gateway.Packets;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated.Packets;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>Ten million packets through both directions, all checks on. Alone in the process: a collection would be of its making.</summary>
[CollectionDefinition(nameof(PacketSoakTests), DisableParallelization = true)]
[Collection(nameof(PacketSoakTests))]
public sealed class PacketSoakTests
{
    private const int Packets = 10_000_000, SegmentsPerFrame = 500, FramesPerRun = 40, Payload = 64;

    [Fact]
    public void Ten_million_packets_cost_no_allocation_and_no_collection()
    {
        using var pair = new PathPair(PathPair.Gcm);
        AeadProvider aead = AeadProvider.Processor ?? AeadProvider.LibCrypto;
        using var outbound = new OutboundSa(pair.ToFar(1, forSender: true), new SeededEntropy(1), aead: aead);
        using var inbound = new InboundSa(pair.ToFar(1, forSender: false), aead);
        using var mailbox = new ControlMailbox(new SimulatedWakeSignal(), 16);
        using var waiter = new SimulatedPacketWaiter();
        var tunnel = new TunnelPath(PathPair.Tunnel, new RepeatingTun(Frame()), 1438);
        var tun = (RepeatingTun)tunnel.Tun;
        var socket = new CountingSocket();
        var leg = new OutboundLeg(outbound, socket, PacketEndpoint.From(PathPair.BranchEnd), PacketEndpoint.From(PathPair.FarEnd));
        var inboundLeg = new InboundLeg(tunnel, inbound, isUdp: true, CountingSocket.Somewhere);
        var snapshot = new PathSnapshot(1, [new OutLane(tunnel, [leg])], new() { [PathPair.SpiToFar] = inboundLeg });
        var board = new SnapshotBoard();
        board.Publish(snapshot);
        var sending = new TunToWan(pair.Clock, mailbox, new PathProber());
        var receiving = new WanToTun([new WanSocket(WanProtocol.NatTraversal, IsIPv6: false, socket)], board, pair.Clock, mailbox);

        Move();
        int collections = GC.CollectionCount(0);
        long allocated = GC.GetAllocatedBytesForCurrentThread(), before = tunnel.In.Packets.Value;
        while (tunnel.In.Packets.Value - before < Packets) Move();

        Assert.Equal((0, 0), (GC.GetAllocatedBytesForCurrentThread() - allocated, GC.CollectionCount(0) - collections));
        Assert.Equal(tunnel.Out.Packets.Value, tunnel.In.Packets.Value);
        Assert.Equal((0, 0, 0), (tunnel.In.Replay.Value, tunnel.In.Integrity.Value, tunnel.Out.Queue.Value));

        void Move()
        {
            tun.Left = FramesPerRun;
            sending.Run(snapshot, waiter);
            for (long last = -1; last != tunnel.In.Packets.Value;)
            {
                last = tunnel.In.Packets.Value;
                receiving.Run(snapshot, waiter);
            }
        }
    }

    private static byte[] Frame()
    {
        byte[] frame = [.. new byte[10], .. Udp(Local4, Remote4, new byte[SegmentsPerFrame * Payload])];
        VirtioNetHeader.Segmented(SegmentationKind.Udp, 28, Payload, 20, 6).Write(frame);
        return frame;
    }
}
