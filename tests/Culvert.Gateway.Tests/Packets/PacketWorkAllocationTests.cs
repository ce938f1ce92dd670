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

    [Fact]
    public void Neither_direction_allocates_per_packet()
    {
        using var pair = new PathPair();
        using var outbound = new OutboundSa(pair.ToFar(1, forSender: true), new SeededEntropy(1));
        using var inbound = new InboundSa(pair.ToFar(1, forSender: false));
        using var mailbox = new ControlMailbox(new SimulatedWakeSignal(), 16);
        using var waiter = new SimulatedPacketWaiter();
        var tun = new RepeatingTun(SuperFrame());
        var tunnel = new TunnelPath(PathPair.Tunnel, tun, 1422);
        var leg = new OutboundLeg(outbound, UdpEndpoint.From(PathPair.BranchEnd), UdpEndpoint.From(PathPair.FarEnd));
        var snapshot = new PathSnapshot(1, [new OutLane(tunnel, [leg])], new() { [PathPair.SpiToFar] = new InboundLeg(tunnel, inbound, UdpEndpoint.From(PathPair.BranchEnd)) });
        var socket = new CountingSocket();
        var sending = new TunToWan(socket, pair.Clock, mailbox);
        var receiving = new WanToTun(new CountingSocket(), socket, pair.Clock, mailbox);

        int moves = 0;
        Assert.Equal(0, Allocation.Of(Move));
        Assert.Equal(moves * FramesPerRun * 15, tunnel.In.Packets.Value);
        Assert.True(tun.FramesWritten < tunnel.In.Packets.Value / 4, "hardly anything was put together");

        void Move()
        {
            moves++;
            tun.Left = FramesPerRun;
            sending.Run(snapshot, waiter);
            receiving.Run(snapshot, waiter);
        }
    }

    private static byte[] SuperFrame()
    {
        byte[] frame = [.. new byte[10], .. Tcp(Local4, Remote4, 1, new byte[20_000])];
        VirtioNetHeader.Segmented(SegmentationKind.TcpIPv4, 40, 1382, 20, 16).Write(frame);
        return frame;
    }
}
