using Culvert.Esp;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>An SA that a tunnel sends on, and from where to where.</summary>
internal sealed class OutboundLeg(OutboundSa sa, UdpEndpoint source, UdpEndpoint destination)
{
    public OutboundSa Sa { get; } = sa;

    public UdpEndpoint Source { get; } = source;

    public UdpEndpoint Destination { get; } = destination;

    /// <summary>What the control thread has been told. Only the sending thread looks.</summary>
    public SaWear ToldWear { get; set; }

    /// <summary>The same SA to the peer's new address.</summary>
    public OutboundLeg To(UdpEndpoint destination) => new(Sa, Source, destination);
}
