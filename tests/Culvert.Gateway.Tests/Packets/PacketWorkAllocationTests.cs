using Culvert.Core;
using Culvert.Esp;
using Culvert.Esp.Offload;
using Culvert.Gateway.Packets;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated.Packets;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>A collection on a packet thread would be a pause that peers take for loss: there is nothing to collect.</summary>
public sealed class PacketWorkAllocationTests
{
    private const int FramesPerRun = 100;

    [Theory]
    [InlineData(WanProtocol.NatTraversal)]
    [InlineData(WanProtocol.RawEsp)]
    internal void Neither_direction_allocates_per_packet(WanProtocol protocol)
    {
        using var pair = new PathPair();
        using var outbound = new OutboundSa(pair.ToFar(1, forSender: true), new SeededEntropy(1));
        using var inbound = new InboundSa(pair.ToFar(1, forSender: false));
        using var mailbox = new ControlMailbox(new SimulatedWakeSignal(), 16);
        using var waiter = new SimulatedPacketWaiter();
        var tun = new RepeatingTun(SuperFrame());
        var tunnel = new TunnelPath(PathPair.Tunnel, tun, 1422);
        var socket = new CountingSocket(cuts: protocol == WanProtocol.RawEsp);
        var leg = new OutboundLeg(outbound, socket, PacketEndpoint.From(PathPair.BranchEnd), PacketEndpoint.From(PathPair.FarEnd));
        var inboundLeg = new InboundLeg(tunnel, inbound, isUdp: protocol == WanProtocol.NatTraversal, CountingSocket.Somewhere);
        var snapshot = new PathSnapshot(1, [new OutLane(tunnel, [leg])], new() { [PathPair.SpiToFar] = inboundLeg });
        var sending = new TunToWan(pair.Clock, mailbox, new PathProber());
        var board = new SnapshotBoard();
        board.Publish(snapshot);
        var receiving = new WanToTun([new WanSocket(protocol, IsIPv6: false, socket)], board, pair.Clock, mailbox);

        int moves = 0;
        Assert.Equal(0, Allocation.Of(Move));
        Assert.Equal(moves * FramesPerRun * 15, tunnel.In.Packets.Value);
        Assert.True(tun.FramesWritten < tunnel.In.Packets.Value / 4, "hardly anything was put together");

        void Move()
        {
            moves++;
            tun.Left = FramesPerRun;
            sending.Run(snapshot, waiter);
            // One turn takes a part of so many single packets.
            for (int turn = 0; turn < 3; turn++) receiving.Run(snapshot, waiter);
        }
    }

    private static byte[] SuperFrame()
    {
        byte[] frame = [.. new byte[10], .. Tcp(Local4, Remote4, 1, new byte[20_000])];
        VirtioNetHeader.Segmented(SegmentationKind.TcpIPv4, 40, 1382, 20, 16).Write(frame);
        return frame;
    }
}
