using Culvert.Core;

namespace Culvert.Gateway.Packets;

/// <summary>What one packet thread has done for one tunnel. That thread writes, the control thread reads.</summary>
internal sealed class DirectionCounters
{
    private long _lastPacket;

    public Counter Packets { get; } = new("packets");

    /// <summary>Octets of inner packets.</summary>
    public Counter Bytes { get; } = new("bytes");

    public Counter Replay { get; } = new("replay");

    public Counter Integrity { get; } = new("integrity");

    public Counter Selector { get; } = new("selector");

    public Counter NoSa { get; } = new("noSa");

    public Counter Malformed { get; } = new("malformed");

    /// <summary>Congestion was marked on a packet whose sender would never hear of it.</summary>
    public Counter Congestion { get; } = new("congestion");

    /// <summary>The kernel did not take the packet: queue full, device down, no route.</summary>
    public Counter Queue { get; } = new("queue");

    /// <summary>When ESP was last sent, or last proved authentic; zero when never.</summary>
    public Instant LastPacket
    {
        get => new(Volatile.Read(ref _lastPacket));
        set => Volatile.Write(ref _lastPacket, value.Nanoseconds);
    }
}
