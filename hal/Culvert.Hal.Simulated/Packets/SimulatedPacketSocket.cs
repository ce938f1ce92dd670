using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>A socket on a <see cref="SimulatedWire"/>. A UDP one coalesces equal datagrams of one send, as UDP GRO does.</summary>
public sealed class SimulatedPacketSocket : IPacketSocket
{
    private readonly SimulatedWire _wire;
    private readonly PacketEndpoint _local;
    private readonly bool _coalesces;
    private readonly Queue<(PacketEndpoint From, byte[] Payload, int SegmentSize, byte TrafficClass)> _arrived = new();

    /// <param name="local">Address 0: the machine has none of this family, and nothing arrives.</param>
    internal SimulatedPacketSocket(SimulatedWire wire, PacketEndpoint local, bool coalesces)
    {
        (_wire, _local, _coalesces) = (wire, local, coalesces);
        if (local.Address != 0 && !wire.TryAttach(local, this))
            throw new PacketDeviceException($"UDP port {Port}, in use on this machine, stop the other IKE daemon");
    }

    public int Descriptor => -1;

    public int Port => _local.Port;

    /// <summary>Fault: the packets of one send that are taken at most.</summary>
    public int Room { get; set; } = int.MaxValue;

    public PacketIoStatus Receive(ReceiveBatch batch)
    {
        batch.Clear();
        while (batch.Count < batch.Capacity && _arrived.TryDequeue(out (PacketEndpoint From, byte[] Payload, int SegmentSize, byte TrafficClass) next))
        {
            int offset = batch.Count * ReceiveBatch.MessageCapacity;
            next.Payload.CopyTo(batch.Buffer[offset..]);
            batch.Add(new ReceivedMessage(offset, next.Payload.Length, next.SegmentSize, _local, next.From, next.TrafficClass));
        }

        return batch.Count > 0 ? PacketIoStatus.Done : PacketIoStatus.WouldBlock;
    }

    public int Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize, byte trafficClass = 0)
    {
        int count = Math.Min((payload.Length + segmentSize - 1) / segmentSize, Room);
        if (count == 0 || destination.IsIPv6 != _local.IsIPv6) return 0;
        PacketEndpoint from = source.Address == 0 ? _local : source with { Port = _local.Port };
        ReadOnlySpan<byte> taken = payload[..(int)Math.Min(payload.Length, (long)count * segmentSize)];
        _wire.Carry(from, Port == 0 ? destination with { Port = 0 } : destination, taken, segmentSize, trafficClass);
        return count;
    }

    public void Probe(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload)
    {
        _wire.Probed(destination, payload.Length);
        Send(source, destination, payload, payload.Length);
    }

    public void Dispose() => _wire.Detach(_local, this);

    internal void Arrive(PacketEndpoint from, List<byte[]> datagrams, byte trafficClass)
    {
        for (int i = 0; i < datagrams.Count;)
        {
            int size = datagrams[i].Length;
            int count = 1;
            while (_coalesces && i + count < datagrams.Count && datagrams[i + count - 1].Length == size && datagrams[i + count].Length <= size) count++;
            _arrived.Enqueue((from, [.. datagrams.GetRange(i, count).SelectMany(datagram => datagram)], size, trafficClass));
            i += count;
        }
    }
}
