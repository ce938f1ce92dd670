using System.Net;
using System.Net.Sockets;

namespace Culvert.Core;

/// <summary>
/// A set of packets by address range, protocol and port range (RFC 7296 section 3.13.1).
/// Protocol 0 means any; ports 0 to 65535 mean any.
/// </summary>
public sealed record TrafficSelector(
    IPAddress StartAddress, IPAddress EndAddress, byte Protocol = 0, ushort StartPort = 0, ushort EndPort = ushort.MaxValue)
{
    public bool IsIPv4 => StartAddress.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>An end lies before its start: no packet matches. OPAQUE ports (RFC 4301 section 4.4.1.1) are written like that.</summary>
    public bool IsEmpty => Compare(StartAddress, EndAddress) > 0 || StartPort > EndPort;

    public static TrafficSelector FromPrefix(IpPrefix prefix) => new(prefix.Address, prefix.LastAddress);

    /// <summary>What both selectors cover, or null when that is nothing: the narrowing of RFC 7296 section 2.9.</summary>
    public TrafficSelector? Intersect(TrafficSelector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsIPv4 != other.IsIPv4) return null;
        if (Protocol != 0 && other.Protocol != 0 && Protocol != other.Protocol) return null;
        IPAddress start = Compare(StartAddress, other.StartAddress) >= 0 ? StartAddress : other.StartAddress;
        IPAddress end = Compare(EndAddress, other.EndAddress) <= 0 ? EndAddress : other.EndAddress;
        ushort startPort = Math.Max(StartPort, other.StartPort);
        ushort endPort = Math.Min(EndPort, other.EndPort);
        if (Compare(start, end) > 0 || startPort > endPort) return null;
        return new TrafficSelector(start, end, Protocol != 0 ? Protocol : other.Protocol, startPort, endPort);
    }

    public bool Contains(TrafficSelector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Equals(Intersect(other));
    }

    /// <summary>
    /// Whether the others together hold every address of this one, each with all of its protocols and ports: a peer may
    /// answer with one range for two networks that lie side by side.
    /// </summary>
    public bool IsCoveredBy(IReadOnlyCollection<TrafficSelector> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        IPAddress next = StartAddress;
        while (true)
        {
            TrafficSelector first = this with { StartAddress = next, EndAddress = next };
            IPAddress? reached = null;
            foreach (TrafficSelector other in others.Where(other => other.Contains(first)))
            {
                if (reached is null || Compare(other.EndAddress, reached) > 0) reached = other.EndAddress;
            }

            if (reached is null) return false;
            if (Compare(reached, EndAddress) >= 0) return true;
            next = Following(reached);
        }
    }

    /// <inheritdoc cref="TrafficSelectorText.Format"/>
    public override string ToString() => TrafficSelectorText.Format(this);

    /// <summary>The network that the range is exactly, if it is one.</summary>
    public IpPrefix? ToPrefix()
    {
        int width = IsIPv4 ? 32 : 128;
        for (int length = 0; length <= width; length++)
        {
            IpPrefix candidate = IpPrefix.Containing(StartAddress, length);
            if (candidate.Address.Equals(StartAddress) && candidate.LastAddress.Equals(EndAddress)) return candidate;
        }

        return null;
    }

    private static IPAddress Following(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int i = bytes.Length - 1; i >= 0 && ++bytes[i] == 0; i--)
        {
        }

        return new IPAddress(bytes);
    }

    private static int Compare(IPAddress left, IPAddress right) =>
        left.GetAddressBytes().AsSpan().SequenceCompareTo(right.GetAddressBytes());
}
