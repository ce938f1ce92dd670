using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>What lies between simulated UDP sockets. Not for two threads at once.</summary>
public sealed class SimulatedWire
{
    private readonly Dictionary<(UInt128 Address, int Port), SimulatedUdpSocket> _sockets = [];

    /// <summary>
    /// What becomes of a datagram: nothing (loss), itself, itself twice (duplication), something else (corruption).
    /// </summary>
    public Func<byte[], IEnumerable<byte[]>> Transform { get; set; } = datagram => [datagram];

    /// <summary>A NAT: what the receiver sees as the sender.</summary>
    public Func<UdpEndpoint, UdpEndpoint> TranslateSource { get; set; } = source => source;

    /// <summary>Where the last datagram was sent to.</summary>
    public UdpEndpoint LastDestination { get; private set; }

    /// <summary>Every datagram that was sent, oldest first, before <see cref="Transform"/>.</summary>
    public List<byte[]> Sent { get; } = [];

    internal bool TryAttach(UInt128 address, SimulatedUdpSocket socket) => _sockets.TryAdd((address, socket.Port), socket);

    internal void Detach(UInt128 address, SimulatedUdpSocket socket) => _sockets.Remove((address, socket.Port));

    internal void Carry(UdpEndpoint source, UdpEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize)
    {
        LastDestination = destination;
        var arrived = new List<byte[]>();
        for (int at = 0; at < payload.Length; at += segmentSize)
        {
            byte[] datagram = payload.Slice(at, Math.Min(segmentSize, payload.Length - at)).ToArray();
            Sent.Add(datagram);
            arrived.AddRange(Transform(datagram));
        }

        if (_sockets.TryGetValue((destination.Address, destination.Port), out SimulatedUdpSocket? socket)) socket.Arrive(TranslateSource(source), arrived);
    }
}
