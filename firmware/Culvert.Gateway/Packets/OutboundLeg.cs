using Culvert.Esp;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>An SA that a tunnel sends on, by which socket, and from where to where.</summary>
internal sealed class OutboundLeg(OutboundSa sa, IPacketSocket socket, PacketEndpoint source, PacketEndpoint destination)
{
    public OutboundSa Sa { get; } = sa;

    public IPacketSocket Socket { get; } = socket;

    public PacketEndpoint Source { get; } = source;

    public PacketEndpoint Destination { get; } = destination;

    /// <summary>What the control thread has been told. Only the sending thread looks.</summary>
    public SaWear ToldWear { get; set; }

    /// <summary>The same SA to the peer's new address.</summary>
    public OutboundLeg To(PacketEndpoint destination) => new(Sa, Socket, Source, destination);

    /// <summary>The same SA by another socket.</summary>
    public OutboundLeg By(IPacketSocket socket) => new(Sa, socket, Source, Destination);
}
