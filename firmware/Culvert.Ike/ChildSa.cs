using System.Net;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike;

/// <summary>A negotiated CHILD SA pair, ready for the packet path. Keys belong to whoever takes the event that carries it.</summary>
public sealed record ChildSa
{
    /// <summary>Our SPI: packets that arrive carry it.</summary>
    public required uint InboundSpi { get; init; }

    /// <summary>The peer's SPI: packets that we send carry it.</summary>
    public required uint OutboundSpi { get; init; }

    /// <summary>The negotiated suite; its Group is what this child's own key exchange used, None for the child of IKE_AUTH.</summary>
    public required EspProposal Suite { get; init; }

    public required EspKeys InboundKeys { get; init; }

    public required EspKeys OutboundKeys { get; init; }

    public required IReadOnlyList<TrafficSelector> LocalSelectors { get; init; }

    public required IReadOnlyList<TrafficSelector> RemoteSelectors { get; init; }

    public required IPEndPoint Local { get; init; }

    public required IPEndPoint Remote { get; init; }

    public required bool UdpEncapsulated { get; init; }

    public required int ReplayWindow { get; init; }

    public required TrafficLimits Limits { get; init; }
}
