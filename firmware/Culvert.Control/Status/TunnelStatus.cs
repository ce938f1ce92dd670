using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>Everything that is told of a tunnel, at one instant.</summary>
public sealed record TunnelStatus
{
    public required string Name { get; init; }

    public required string Connection { get; init; }

    public required TunnelState State { get; init; }

    public ReasonCode ReasonCode { get; init; }

    /// <summary>A sentence for a person; null while there is nothing to explain.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<TunnelWarning> Warnings { get; init; } = [];

    /// <summary>When the tunnel came into its state.</summary>
    public required Instant Since { get; init; }

    /// <summary>The tunnel carries its connection's outbound traffic.</summary>
    public required bool Active { get; init; }

    public required string Device { get; init; }

    /// <summary>MTU of the device in octets.</summary>
    public required int Mtu { get; init; }

    public required int IkeVersion { get; init; }

    public required TunnelEnd Local { get; init; }

    public required TunnelEnd Remote { get; init; }

    /// <summary>The newest established IKE SA, if any.</summary>
    public IkeSaStatus? Ike { get; init; }

    /// <summary>The CHILD SA that carries our traffic, if any; <see cref="IkeSaStatus.Children"/> has them all.</summary>
    public ChildSaStatus? Child { get; init; }

    /// <summary>What the packet path counted since the tunnel was configured; it goes on across rekeys.</summary>
    public required TrafficSample Traffic { get; init; }

    /// <summary>With packets that others than the packet path have seen dropped for want of room.</summary>
    public TunnelStatus WithQueueDrops(long count) => count == 0 ? this
        : this with { Traffic = Traffic with { Drops = Traffic.Drops with { Queue = Traffic.Drops.Queue + count } } };
}
