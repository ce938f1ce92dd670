using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>NAT detection in IKE_SA_INIT (RFC 7296 section 2.23).</summary>
internal static class NatDetection
{
    /// <summary>
    /// The two notifies. To force UDP encapsulation only our source is falsified, by hashing port 0: no NAT maps to that,
    /// so that a peer that knows the trick can tell it from a real NAT.
    /// </summary>
    public static IEnumerable<NotifyPayload> Notifies(ulong initiatorSpi, ulong responderSpi, IPEndPoint local, IPEndPoint remote, bool force)
    {
        yield return new NotifyPayload(NotifyType.NAT_DETECTION_SOURCE_IP, Hash(initiatorSpi, responderSpi, force ? Falsified(local) : local));
        yield return new NotifyPayload(NotifyType.NAT_DETECTION_DESTINATION_IP, Hash(initiatorSpi, responderSpi, remote));
    }

    /// <summary>What the peer's notifies say; null when it does no NAT detection.</summary>
    public static Findings? Inspect(IncomingMessage message)
    {
        byte[][] sources = Data(message, NotifyType.NAT_DETECTION_SOURCE_IP);
        byte[][] destinations = Data(message, NotifyType.NAT_DETECTION_DESTINATION_IP);
        if (sources.Length == 0 || destinations.Length == 0) return null;
        (ulong spiI, ulong spiR) = (message.Header.InitiatorSpi, message.Header.ResponderSpi);
        (IPEndPoint local, IPEndPoint remote) = (message.Datagram.Local, message.Datagram.Remote);
        bool forced = Contains(sources, Hash(spiI, spiR, Falsified(remote)));
        return new Findings(
            LocalNat: !Contains(destinations, Hash(spiI, spiR, local)),
            RemoteNat: !forced && !Contains(sources, Hash(spiI, spiR, remote)),
            PeerForces: forced);
    }

    /// <summary>What follows for the tunnel.</summary>
    public static Verdict Decide(EncapsulationMode mode, Findings? findings)
    {
        if (findings is not { } found) return new Verdict(NatSituation.None, UsesUdp: false, Forbidden: false);
        NatSituation situation = (found.LocalNat, found.RemoteNat) switch
        {
            (true, true) => NatSituation.Both,
            (true, false) => NatSituation.Local,
            (false, true) => NatSituation.Remote,
            _ when mode == EncapsulationMode.Udp || (mode == EncapsulationMode.Auto && found.PeerForces) => NatSituation.Forced,
            _ => NatSituation.None,
        };
        bool udp = situation != NatSituation.None;
        return new Verdict(situation, udp && mode != EncapsulationMode.Esp, Forbidden: udp && mode == EncapsulationMode.Esp);
    }

    private static IPEndPoint Falsified(IPEndPoint endpoint) => new(endpoint.Address, 0);

    private static byte[][] Data(IncomingMessage message, NotifyType type) =>
        [.. message.Payloads.Notifies.Where(n => n.NotifyType == type).Select(n => n.Data)];

    private static bool Contains(byte[][] hashes, byte[] hash) => hashes.Any(h => h.AsSpan().SequenceEqual(hash));

    // SHA-1 is what the RFC says; nothing rests on its strength.
    private static byte[] Hash(ulong initiatorSpi, ulong responderSpi, IPEndPoint endpoint)
    {
        byte[] address = endpoint.Address.GetAddressBytes();
        byte[] input = new byte[16 + address.Length + 2];
        BinaryPrimitives.WriteUInt64BigEndian(input, initiatorSpi);
        BinaryPrimitives.WriteUInt64BigEndian(input.AsSpan(8), responderSpi);
        address.CopyTo(input, 16);
        BinaryPrimitives.WriteUInt16BigEndian(input.AsSpan(16 + address.Length), (ushort)endpoint.Port);
        return SHA1.HashData(input);
    }

    public readonly record struct Findings(bool LocalNat, bool RemoteNat, bool PeerForces);

    /// <param name="UsesUdp">Move to port 4500 and send ESP in UDP.</param>
    /// <param name="Forbidden">There is a NAT and the configuration says never UDP.</param>
    public readonly record struct Verdict(NatSituation Situation, bool UsesUdp, bool Forbidden);
}
