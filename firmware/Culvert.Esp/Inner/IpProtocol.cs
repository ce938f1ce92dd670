namespace Culvert.Esp.Inner;

/// <summary>Assigned protocol numbers that the packet path looks at.</summary>
public static class IpProtocol
{
    public const byte HopByHop = 0;
    public const byte Icmp = 1;

    /// <summary>IPv4 in the next header field of ESP: tunnel mode.</summary>
    public const byte IPv4 = 4;
    public const byte Tcp = 6;
    public const byte Udp = 17;

    /// <summary>IPv6 in the next header field of ESP: tunnel mode.</summary>
    public const byte IPv6 = 41;
    public const byte Routing = 43;
    public const byte Fragment = 44;
    public const byte Authentication = 51;
    public const byte IcmpV6 = 58;

    /// <summary>No next header; in ESP a dummy packet (RFC 4303 section 2.6).</summary>
    public const byte None = 59;
    public const byte DestinationOptions = 60;
    public const byte Sctp = 132;
}
