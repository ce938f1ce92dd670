using System.Net;

namespace Culvert.Ike;

/// <summary>
/// One IKE message on UDP port 500 or 4500. <paramref name="Bytes"/> never holds the non-ESP marker of port 4500:
/// the edge strips it on receipt and adds it when <see cref="NeedsMarker"/>.
/// </summary>
public readonly record struct Datagram(IPEndPoint Local, IPEndPoint Remote, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether the four zero octets of RFC 3948 section 2.2 go before the message on the wire.</summary>
    public bool NeedsMarker => Local.Port == IkePorts.NatTraversal;
}
