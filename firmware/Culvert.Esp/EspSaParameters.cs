using System.Net;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Esp;

/// <summary>Everything the packet path needs to make one direction of a CHILD SA (RFC 4301 section 4.4.2.1).</summary>
/// <param name="Spi">Inbound: ours. Outbound: the peer's.</param>
/// <param name="LocalSelectors">What our side may be: inner source when sending, inner destination when receiving.</param>
/// <param name="RemoteSelectors">What the peer's side may be.</param>
/// <param name="Local">Our outer address, and port 4500 when <paramref name="UdpEncapsulated"/>.</param>
/// <param name="Remote">The peer's outer address and port.</param>
/// <param name="ReplayWindow">Packets; inbound only.</param>
/// <param name="Limits">How much this direction may protect.</param>
public sealed record EspSaParameters(
    uint Spi,
    EspProposal Suite,
    EspKeys Keys,
    IReadOnlyList<TrafficSelector> LocalSelectors,
    IReadOnlyList<TrafficSelector> RemoteSelectors,
    IPEndPoint Local,
    IPEndPoint Remote,
    bool UdpEncapsulated,
    int ReplayWindow = 1024,
    TrafficLimits Limits = default);
