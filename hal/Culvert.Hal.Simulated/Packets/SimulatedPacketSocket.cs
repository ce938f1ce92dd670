using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>A socket on a <see cref="SimulatedWire"/>. A UDP one coalesces equal datagrams of one send, as UDP GRO does.</summary>
public sealed class SimulatedPacketSocket : IPacketSocket
{
    private readonly SimulatedWire _wire;
    private readonly PacketEndpoint _local;
    private readonly bool _coalesces;
    private readonly Queue<(PacketEndpoint From, byte[] Payload, int SegmentSize)> _arrived = new();

    /// <param name="local">Address 0: the machine has none of this family, and nothing arrives.</param>
    internal SimulatedPacketSocket(SimulatedWire wire, PacketEndpoint local, bool coalesces)
    {
        (_wire, _local, _coalesces) = (wire, local, coalesces);
        if (local.Address != 0 && !wire.TryAttach(local, this))
            throw new PacketDeviceException($"UDP port {Port}, in use on this machine, stop the other IKE daemon");
    }

    public int Descriptor => -1;

    public int Port => _local.Port;

    /// <summary>Fault: what every send comes to, when not <see cref="PacketIoStatus.Done"/>.</summary>
    public PacketIoStatus SendFault { get; set; }

    public PacketIoStatus Receive(ReceiveBatch batch)
    {
        batch.Clear();
        while (batch.Count < batch.Capacity && _arrived.TryDequeue(out (PacketEndpoint From, byte[] Payload, int SegmentSize) next))
        {
            int offset = batch.Count * ReceiveBatch.MessageCapacity;
            next.Payload.CopyTo(batch.Buffer[offset..]);
            batch.Add(new ReceivedMessage(offset, next.Payload.Length, next.SegmentSize, _local, next.From));
        }

        return batch.Count > 0 ? PacketIoStatus.Done : PacketIoStatus.WouldBlock;
    }

    public PacketIoStatus Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize)
    {
        if (SendFault != PacketIoStatus.Done) return SendFault;
        if (destination.IsIPv6 != _local.IsIPv6) return PacketIoStatus.Failed;
        PacketEndpoint from = source.Address == 0 ? _local : source with { Port = _local.Port };
        _wire.Carry(from, Port == 0 ? destination with { Port = 0 } : destination, payload, segmentSize);
        return PacketIoStatus.Done;
    }

    public void Dispose() => _wire.Detach(_local, this);

    internal void Arrive(PacketEndpoint from, List<byte[]> datagrams)
    {
        for (int i = 0; i < datagrams.Count;)
        {
            int size = datagrams[i].Length;
            int count = 1;
            while (_coalesces && i + count < datagrams.Count && datagrams[i + count - 1].Length == size && datagrams[i + count].Length <= size) count++;
            _arrived.Enqueue((from, [.. datagrams.GetRange(i, count).SelectMany(datagram => datagram)], size));
            i += count;
        }
    }
}
