namespace Culvert.Gateway.Packets;

/// <summary>What comes in on a socket.</summary>
internal enum WanProtocol
{
    /// <summary>UDP port 500: IKE only.</summary>
    Ike,

    /// <summary>UDP port 4500: ESP, and IKE behind the non-ESP marker (RFC 3948).</summary>
    NatTraversal,

    /// <summary>IP protocol 50.</summary>
    RawEsp,
}
