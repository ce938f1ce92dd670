using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike;

/// <summary>A snapshot of a CHILD SA. No keys. The newest with <see cref="OutboundReady"/> carries our traffic.</summary>
/// <param name="IsPfsRefused">The ends could not agree on a group for its rekey: it ends with its lifetime.</param>
public sealed record ChildSaStatus(
    uint InboundSpi,
    uint OutboundSpi,
    EspProposal Suite,
    bool UdpEncapsulated,
    IReadOnlyList<TrafficSelector> LocalSelectors,
    IReadOnlyList<TrafficSelector> RemoteSelectors,
    Instant EstablishedAt,
    Instant RekeyAt,
    bool OutboundReady,
    bool IsPfsRefused = false);
