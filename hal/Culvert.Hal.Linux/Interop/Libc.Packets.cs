using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Packets in bulk: socket options, sendmsg and sendmmsg, recvmmsg. Numbers of the generic ABI: x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int SockDatagram = 2;

    public const int SolIp = 0;
    public const int SolSocket = 1;
    public const int SolUdp = 17;
    public const int SolIpv6 = 41;
    public const int ProtocolEsp = 50;

    public const int IpTypeOfService = 1;
    public const int IpPacketInfo = 8;
    public const int IpMtuDiscover = 10;
    public const int IpMtuDiscoverDont = 0;
    public const int IpMtuDiscoverProbe = 3;
    public const int IpReceiveTypeOfService = 13;
    public const int Ipv6MtuDiscover = 23;
    public const int Ipv6ReceiveErrors = 25;
    public const int Ipv6Only = 26;
    public const int Ipv6ReceivePacketInfo = 49;
    public const int Ipv6PacketInfo = 50;
    public const int Ipv6ReceiveTrafficClass = 66;
    public const int Ipv6TrafficClass = 67;
    public const int SoSendBuffer = 7;
    public const int SoReceiveBuffer = 8;
    public const int SoSendBufferForce = 32;
    public const int SoReceiveBufferForce = 33;
    public const int SoMark = 36;
    public const int UdpSegment = 103;
    public const int UdpGro = 104;

    public const int MsgErrorQueue = 0x2000;
    public const int MsgWaitForOne = 0x10000;

    public const int Enoent = 2;
    public const int Eio = 5;
    public const int Eacces = 13;
    public const int Ebusy = 16;
    public const int Einval = 22;
    public const int Eperm = 1;
    public const int Emsgsize = 90;
    public const int Eaddrinuse = 98;

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int BindInet(int descriptor, InetAddress* address, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSocketName(int descriptor, InetAddress* address, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(int descriptor, int level, int option, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(int descriptor, int level, int option, void* value, uint* length);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMessages(int descriptor, BatchedMessage* messages, uint count, int flags);

    [LibraryImport(Library, EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMessages(int descriptor, BatchedMessage* messages, uint count, int flags, void* timeout);

    /// <summary>struct sockaddr_in, and longer struct sockaddr_in6; port and addresses in network order.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct InetAddress
    {
        public ushort Family;
        public ushort Port;

        /// <summary>The IPv4 address; IPv6: the flow label.</summary>
        public uint Address;

        /// <summary>The IPv6 address; IPv4: its first half is zero, and the structure ends there.</summary>
        public ulong Upper;
        public ulong Lower;
        public uint Scope;
    }

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct mmsghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BatchedMessage
    {
        public MessageHeader Header;
        public uint Length;
    }

    /// <summary>struct cmsghdr; its data follows, and the next one at a multiple of eight.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
    }

    /// <summary>struct in_pktinfo; addresses in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PacketInfo
    {
        public int Interface;
        public uint LocalAddress;
        public uint HeaderAddress;
    }

    /// <summary>struct in6_pktinfo; the address in network order.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct PacketInfo6
    {
        public ulong Upper;
        public ulong Lower;
        public uint Interface;
    }
}
