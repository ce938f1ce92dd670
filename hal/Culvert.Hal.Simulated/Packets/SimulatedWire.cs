using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>What lies between simulated sockets; raw ESP goes from port 0 to port 0. Not for two threads at once.</summary>
public sealed class SimulatedWire
{
    private readonly Dictionary<PacketEndpoint, SimulatedPacketSocket> _sockets = [];

    /// <summary>
    /// What becomes of a datagram: nothing (loss), itself, itself twice (duplication), something else (corruption).
    /// </summary>
    public Func<byte[], IEnumerable<byte[]>> Transform { get; set; } = datagram => [datagram];

    /// <summary>A firewall: whether it lets through what goes there. Port 0: raw ESP.</summary>
    public Func<PacketEndpoint, bool> Passes { get; set; } = _ => true;

    /// <summary>A NAT: what the receiver sees as the sender.</summary>
    public Func<PacketEndpoint, PacketEndpoint> TranslateSource { get; set; } = source => source;

    /// <summary>A router's queue: what it makes of DSCP and ECN of what is sent at once.</summary>
    public Func<byte, byte> Mark { get; set; } = trafficClass => trafficClass;

    /// <summary>Where the last datagram was sent to.</summary>
    public PacketEndpoint LastDestination { get; private set; }

    /// <summary>Every datagram that was sent, oldest first, before <see cref="Transform"/>.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>DSCP and ECN of each of them, before <see cref="Mark"/>.</summary>
    public List<byte> TrafficClasses { get; } = [];

    /// <summary>How many sends it took.</summary>
    public int Sends { get; private set; }

    /// <summary>Where a packet went that may not be fragmented, and its payload's length in octets.</summary>
    public Action<PacketEndpoint, int> Probed { get; set; } = static (_, _) => { };

    internal bool TryAttach(PacketEndpoint local, SimulatedPacketSocket socket) => _sockets.TryAdd(local, socket);

    internal void Detach(PacketEndpoint local, SimulatedPacketSocket socket)
    {
        if (_sockets.GetValueOrDefault(local) == socket) _sockets.Remove(local);
    }

    internal void Carry(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize, byte trafficClass)
    {
        LastDestination = destination;
        Sends++;
        var arrived = new List<byte[]>();
        for (int at = 0; at < payload.Length; at += segmentSize)
        {
            byte[] datagram = payload.Slice(at, Math.Min(segmentSize, payload.Length - at)).ToArray();
            Sent.Add(datagram);
            TrafficClasses.Add(trafficClass);
            arrived.AddRange(Transform(datagram));
        }

        if (Passes(destination) && _sockets.TryGetValue(destination, out SimulatedPacketSocket? socket)) socket.Arrive(TranslateSource(source), arrived, Mark(trafficClass));
    }
}
