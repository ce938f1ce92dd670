using Culvert.Esp.Inner;

namespace Culvert.Gateway.Packets;

/// <summary>
/// Asks how large packets may be on their way to a peer: sends one as large as the WAN takes that no router may fragment. One
/// that cannot pass it on answers how large it may be (RFC 1191, RFC 8201), and the kernel takes note. What is sent is a dummy
/// (RFC 4303 section 2.6), so that nothing is lost where nobody answers: ESP with content may be fragmented, always.
/// </summary>
internal sealed class PathProber
{
    private byte[] _packet = [];
    private volatile bool _isDue;

    /// <summary>The control thread has put its wishes into <see cref="TunnelPath.ProbeMtu"/>.</summary>
    public void Order() => _isDue = true;

    /// <summary>Sends what was ordered. For the sending thread, which alone seals.</summary>
    public void Run(PathSnapshot snapshot)
    {
        if (!_isDue) return;
        _isDue = false;
        foreach (ref readonly OutLane lane in snapshot.Lanes.AsSpan())
        {
            int mtu = lane.Tunnel.TakeProbe();
            if (mtu > 0 && lane.Legs is [{ } newest, ..]) Send(newest, mtu);
        }
    }

    private void Send(OutboundLeg leg, int mtu)
    {
        int innerLength = leg.Sa.LargestInner(mtu, leg.Socket.Port != 0, leg.Destination.IsIPv6);
        if (innerLength <= 0) return;
        int length = leg.Sa.SealedLength(innerLength);
        if (_packet.Length < length) _packet = new byte[length];
        Span<byte> packet = _packet.AsSpan(0, length);
        packet.Clear();
        if (leg.Sa.TrySeal(packet, innerLength, IpProtocol.None)) leg.Socket.Probe(leg.Source, leg.Destination, packet);
    }
}
