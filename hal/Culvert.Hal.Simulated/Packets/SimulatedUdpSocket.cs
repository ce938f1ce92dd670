using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>A UDP socket on a <see cref="SimulatedWire"/>. Coalesces equal datagrams of one send, as UDP GRO does.</summary>
public sealed class SimulatedUdpSocket : IUdpPacketSocket
{
    private readonly SimulatedWire _wire;
    private readonly UInt128 _address;
    private readonly bool _coalesces;
    private readonly Queue<(UdpEndpoint From, byte[] Payload, int SegmentSize)> _arrived = new();

    internal SimulatedUdpSocket(SimulatedWire wire, UInt128 address, UdpSocketOptions options)
    {
        (_wire, _address, Port, _coalesces) = (wire, address, options.Port, options.Coalesce);
        if (!wire.TryAttach(address, this))
            throw new PacketDeviceException($"UDP port {Port}, in use on this machine, stop the other IKE daemon");
    }

    public int Descriptor => -1;

    public int Port { get; }

    /// <summary>Fault: what every send comes to, when not <see cref="PacketIoStatus.Done"/>.</summary>
    public PacketIoStatus SendFault { get; set; }

    public PacketIoStatus Receive(UdpReceiveBatch batch)
    {
        batch.Clear();
        while (batch.Count < batch.Capacity && _arrived.TryDequeue(out (UdpEndpoint From, byte[] Payload, int SegmentSize) next))
        {
            int offset = batch.Count * UdpReceiveBatch.MessageCapacity;
            next.Payload.CopyTo(batch.Buffer[offset..]);
            batch.Add(new UdpMessage(offset, next.Payload.Length, next.SegmentSize, new UdpEndpoint(_address, (ushort)Port, false), next.From));
        }

        return batch.Count > 0 ? PacketIoStatus.Done : PacketIoStatus.WouldBlock;
    }

    public PacketIoStatus Send(UdpEndpoint source, UdpEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize)
    {
        if (SendFault != PacketIoStatus.Done) return SendFault;
        UInt128 address = source.Address == 0 ? _address : source.Address;
        _wire.Carry(new UdpEndpoint(address, (ushort)Port, false), destination, payload, segmentSize);
        return PacketIoStatus.Done;
    }

    public void Dispose() => _wire.Detach(_address, this);

    internal void Arrive(UdpEndpoint from, List<byte[]> datagrams)
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
