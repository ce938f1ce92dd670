using System.Net;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike;

/// <summary>A snapshot of an established IKE SA, for people and for failover decisions. No keys.</summary>
public sealed record IkeSaStatus
{
    public required ulong InitiatorSpi { get; init; }

    public required ulong ResponderSpi { get; init; }

    /// <summary>Whether we began the exchange that made this IKE SA.</summary>
    public required bool IsInitiator { get; init; }

    public required IkeProposal Suite { get; init; }

    public required NatSituation Nat { get; init; }

    public required IPEndPoint Local { get; init; }

    public required IPEndPoint Remote { get; init; }

    public required Instant EstablishedAt { get; init; }

    public required Instant RekeyAt { get; init; }

    /// <summary>When a message or packet last proved that the peer lives.</summary>
    public required Instant LastAuthenticatedInbound { get; init; }

    /// <summary>Smoothed round trip of answered requests; null before the first that was not retransmitted.</summary>
    public required TimeSpan? SmoothedRoundTrip { get; init; }

    public required IReadOnlyList<ChildSaStatus> Children { get; init; }
}
