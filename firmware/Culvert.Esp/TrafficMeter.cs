using Culvert.Core;

namespace Culvert.Esp;

/// <summary>What one direction of an SA has protected, against its limits. Used by one thread; any may look at the counts.</summary>
public sealed class TrafficMeter(TrafficLimits limits)
{
    private long _packets;
    private long _bytes;
    private long _nextPackets = Threshold(limits.Soft.Packets);
    private long _nextBytes = Threshold(limits.Soft.Bytes);

    public SaWear Wear { get; private set; }

    public long Packets => Volatile.Read(ref _packets);

    /// <summary>Octets of inner packets.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <param name="length">Of the inner packet, in octets.</param>
    public void Count(int length)
    {
        _packets++;
        _bytes += length;
        if (_packets >= _nextPackets || _bytes >= _nextBytes) Advance();
    }

    private void Advance()
    {
        Wear = HasReached(limits.Hard) ? SaWear.Spent : SaWear.Worn;
        // The other of the two soft limits says nothing new.
        (_nextPackets, _nextBytes) = Wear == SaWear.Spent
            ? (long.MaxValue, long.MaxValue)
            : (Threshold(limits.Hard.Packets), Threshold(limits.Hard.Bytes));
    }

    private bool HasReached(TrafficLimit limit) => _packets >= Threshold(limit.Packets) || _bytes >= Threshold(limit.Bytes);

    private static long Threshold(long limit) => limit == 0 ? long.MaxValue : limit;
}
