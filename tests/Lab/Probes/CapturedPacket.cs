using System.Buffers.Binary;
using System.Net;

namespace Culvert.Lab.Probes;

/// <summary>One captured Ethernet frame.</summary>
public sealed record CapturedPacket(byte[] Frame)
{
    private const int EthernetLength = 14;
    private const int IPv6HeaderLength = 40;
    private const int UdpHeaderLength = 8;
    private const byte Udp = 17;
    private const byte Esp = 50;
    private const byte Tcp = 6;
    private const byte Fragment = 44;
    private const byte Icmp = 1, Unreachable = 3;
    private const int IcmpHeaderLength = 8;
    private const byte EndOfOptions = 0, NoOperation = 1, MaximumSegmentSize = 2;
    private const int TcpHeaderLength = 20, TcpFlags = 13, Syn = 0x02;
    private const int MoreFragmentsOrOffset = 0x3FFF;
    private const int NatPort = 4500;
    private const int IkePort = 500;

    /// <summary>True for an ESP packet: protocol 50, or UDP 4500 without the non-ESP marker and longer than a keepalive.</summary>
    public bool IsEsp => IsRawEsp || (HasPort(NatPort) && UdpPayload.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(UdpPayload) != 0);

    /// <summary>True for ESP without UDP: protocol 50.</summary>
    public bool IsRawEsp => IpProtocol == Esp;

    /// <summary>True for an IKE message, or a NAT keepalive.</summary>
    public bool IsIke => HasPort(IkePort) || (HasPort(NatPort) && !IsEsp);

    /// <summary>True for a kernel's word that nobody listens: an ICMP destination unreachable with the beginning of an IKE or ESP packet in it.</summary>
    public bool IsRefusal => IpProtocol == Icmp && IpPayload is [Unreachable, ..] && Quoted is { } quoted && (quoted.IsEsp || quoted.IsIke);

    /// <summary>True for ARP, IPv6 neighbour discovery and whatever else is not IPv4: none of it is routed.</summary>
    public bool IsIpv4 => Frame.Length >= EthernetLength + 20 && BinaryPrimitives.ReadUInt16BigEndian(Frame.AsSpan(12)) == 0x0800;

    public bool IsIpv6 => Frame.Length >= EthernetLength + IPv6HeaderLength && BinaryPrimitives.ReadUInt16BigEndian(Frame.AsSpan(12)) == 0x86DD;

    /// <summary>Only for IPv4.</summary>
    public IPAddress Source => new(Frame.AsSpan(EthernetLength + 12, 4));

    /// <summary>Only for IPv4.</summary>
    public IPAddress Destination => new(Frame.AsSpan(EthernetLength + 16, 4));

    /// <summary>The SPI; only for ESP.</summary>
    public uint Spi => BinaryPrimitives.ReadUInt32BigEndian(IpProtocol == Esp ? IpPayload : UdpPayload);

    /// <summary>Octets from the IP header to the end; only for IPv4.</summary>
    public int IpLength => BinaryPrimitives.ReadUInt16BigEndian(Frame.AsSpan(EthernetLength + 2));

    /// <summary>True for a part of a packet that was cut: more fragments follow, or it is not at the beginning.</summary>
    public bool IsFragment => IsIpv4
        ? (BinaryPrimitives.ReadUInt16BigEndian(Frame.AsSpan(EthernetLength + 6)) & MoreFragmentsOrOffset) != 0
        : IpProtocol == Fragment;

    /// <summary>DSCP and ECN; only for IP.</summary>
    public byte TrafficClass => IsIpv6 ? (byte)((Frame[EthernetLength] << 4) | (Frame[EthernetLength + 1] >> 4)) : Frame[EthernetLength + 1];

    /// <summary>True for an IPv4 echo request or its answer.</summary>
    public bool IsPing => IpProtocol == Icmp && IpPayload is [0 or 8, ..];

    /// <summary>The maximum segment size that a TCP SYN over IPv4 announces; null for any other packet.</summary>
    public int? SynMss => IpProtocol == Tcp && IpPayload.Length >= TcpHeaderLength && (IpPayload[TcpFlags] & Syn) != 0
        ? ReadMss(IpPayload[TcpHeaderLength..((IpPayload[TcpFlags - 1] >> 4) * 4)])
        : null;

    /// <summary>True when the frame holds these bytes in clear.</summary>
    public bool Contains(ReadOnlySpan<byte> bytes) => Frame.AsSpan().IndexOf(bytes) >= 0;

    private byte IpProtocol => IsIpv4 ? Frame[EthernetLength + 9] : IsIpv6 ? Frame[EthernetLength + 6] : (byte)0;

    private ReadOnlySpan<byte> IpPayload => Frame.AsSpan(EthernetLength + (IsIpv6 ? IPv6HeaderLength : (Frame[EthernetLength] & 0x0F) * 4));

    private CapturedPacket? Quoted => IpPayload.Length > IcmpHeaderLength
        ? new CapturedPacket([.. Frame.AsSpan(0, EthernetLength), .. IpPayload[IcmpHeaderLength..]])
        : null;

    private ReadOnlySpan<byte> UdpPayload => IpPayload[UdpHeaderLength..];

    private static int? ReadMss(ReadOnlySpan<byte> options)
    {
        while (options.Length >= 4 && options[0] != EndOfOptions)
        {
            if (options[0] == MaximumSegmentSize) return BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            options = options[(options[0] == NoOperation ? 1 : options[1])..];
        }
        return null;
    }

    private bool HasPort(int port) => IpProtocol == Udp && IpPayload.Length >= UdpHeaderLength
        && (BinaryPrimitives.ReadUInt16BigEndian(IpPayload) == port || BinaryPrimitives.ReadUInt16BigEndian(IpPayload[2..]) == port);
}
