using Culvert.Crypto.Packet;
using Culvert.Ike;

namespace Culvert.Gateway.Packets;

/// <summary>What the packet path needs to know before it starts.</summary>
/// <param name="Mark">SO_MARK of everything sent on the WAN; 0: none.</param>
public sealed record PacketPathOptions(uint Mark)
{
    public int IkePort { get; init; } = IkePorts.Ike;

    public int NatTraversalPort { get; init; } = IkePorts.NatTraversal;

    /// <summary>IKE messages that may wait for the control thread; more are dropped and counted.</summary>
    public int IkeQueueLength { get; init; } = 256;

    /// <summary>Computes AEAD ciphers; null: libcrypto.</summary>
    public AeadProvider? Aead { get; init; }
}
