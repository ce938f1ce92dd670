using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Opens a socket with the options that packets in bulk want.</summary>
internal static unsafe class SocketSetup
{
    private const string UdpPrivilege = "CAP_NET_ADMIN and CAP_NET_BIND_SERVICE";
    private const string EspPrivilege = "CAP_NET_ADMIN and CAP_NET_RAW";

    public static FileDescriptor OpenUdp(UdpSocketOptions options, Action<string> notice)
    {
        FileDescriptor socket = Create(options.IsIPv6, Libc.SockDatagram, 0, Name(options));
        try
        {
            Configure(socket, options.IsIPv6, options.Mark, options.BufferBytes, Name(options));
            // IPv4 has a socket of its own.
            if (options.IsIPv6) Set(socket, Libc.SolIpv6, Libc.Ipv6Only, 1, Name(options));
            if (options.Coalesce && !TrySet(socket, Libc.SolUdp, Libc.UdpGro, 1))
                notice($"{Name(options)}: this kernel has no UDP receive offload, packets are taken one by one");
            Bind(socket, options);
            return socket;
        }
        catch (PacketDeviceException)
        {
            socket.Dispose();
            throw;
        }
    }

    public static FileDescriptor OpenEsp(EspSocketOptions options)
    {
        string name = $"raw ESP over {(options.IsIPv6 ? "IPv6" : "IPv4")}";
        FileDescriptor socket = Create(options.IsIPv6, Libc.SockRaw, Libc.ProtocolEsp, name);
        try
        {
            Configure(socket, options.IsIPv6, options.Mark, options.BufferBytes, name);
            // Without it the kernel learns nothing of the way's MTU from "packet too big" on an unconnected raw socket.
            if (options.IsIPv6) TrySet(socket, Libc.SolIpv6, Libc.Ipv6ReceiveErrors, 1);
            return socket;
        }
        catch (PacketDeviceException)
        {
            socket.Dispose();
            throw;
        }
    }

    public static int PortOf(FileDescriptor socket)
    {
        Libc.InetAddress address;
        uint length = (uint)sizeof(Libc.InetAddress);
        _ = Libc.GetSocketName(socket.Number, &address, &length);
        return BinaryPrimitives.ReverseEndianness(address.Port);
    }

    public static bool HasSegmentation(FileDescriptor socket)
    {
        int size = 0;
        uint length = sizeof(int);
        return Libc.GetSocketOption(socket.Number, Libc.SolUdp, Libc.UdpSegment, &size, &length) == 0;
    }

    /// <summary>Whether what is sent from now on may be fragmented; if not, it is sent at any size that the device takes.</summary>
    /// <returns>False when the kernel refuses.</returns>
    public static bool AllowFragments(FileDescriptor socket, bool isIPv6, bool isAllowed) => TrySet(
        socket,
        isIPv6 ? Libc.SolIpv6 : Libc.SolIp,
        isIPv6 ? Libc.Ipv6MtuDiscover : Libc.IpMtuDiscover,
        isAllowed ? Libc.IpMtuDiscoverDont : Libc.IpMtuDiscoverProbe);

    /// <summary>Whether the kernel has the address family at all.</summary>
    public static bool HasIPv6()
    {
        int descriptor = Libc.Socket(Libc.AfInet6, Libc.SockDatagram | Libc.SockCloseOnExec, 0);
        if (descriptor < 0) return false;
        _ = Libc.Close(descriptor);
        return true;
    }

    private static string Name(UdpSocketOptions options) => $"UDP port {options.Port}{(options.IsIPv6 ? " over IPv6" : "")}";

    private static FileDescriptor Create(bool isIPv6, int type, int protocol, string name)
    {
        int family = isIPv6 ? Libc.AfInet6 : Libc.AfInet;
        int descriptor = Libc.Socket(family, type | Libc.SockCloseOnExec | Libc.SockNonBlocking, protocol);
        return descriptor < 0 ? throw Refused(name, Marshal.GetLastPInvokeError(), type == Libc.SockRaw ? EspPrivilege : UdpPrivilege) : new FileDescriptor(descriptor);
    }

    private static void Configure(FileDescriptor socket, bool isIPv6, uint mark, int bufferBytes, string name)
    {
        if (mark != 0) Set(socket, Libc.SolSocket, Libc.SoMark, (int)mark, name);
        int level = isIPv6 ? Libc.SolIpv6 : Libc.SolIp;
        Set(socket, level, isIPv6 ? Libc.Ipv6ReceivePacketInfo : Libc.IpPacketInfo, 1, name);
        Set(socket, level, isIPv6 ? Libc.Ipv6ReceiveTrafficClass : Libc.IpReceiveTypeOfService, 1, name);
        // An outer packet that is too large for some link is fragmented; the tunnel's MTU sees to it that few are.
        if (!AllowFragments(socket, isIPv6, isAllowed: true)) throw Refused(name, Marshal.GetLastPInvokeError(), UdpPrivilege);
        SetBuffers(socket, bufferBytes);
    }

    // Beyond the system's limit where that is permitted, up to it where not.
    private static void SetBuffers(FileDescriptor socket, int bytes)
    {
        if (!TrySet(socket, Libc.SolSocket, Libc.SoReceiveBufferForce, bytes)) TrySet(socket, Libc.SolSocket, Libc.SoReceiveBuffer, bytes);
        if (!TrySet(socket, Libc.SolSocket, Libc.SoSendBufferForce, bytes)) TrySet(socket, Libc.SolSocket, Libc.SoSendBuffer, bytes);
    }

    private static void Bind(FileDescriptor socket, UdpSocketOptions options)
    {
        Libc.InetAddress address = SocketAddresses.From(new PacketEndpoint(0, (ushort)options.Port, options.IsIPv6));
        if (Libc.BindInet(socket.Number, &address, SocketAddresses.LengthOf(options.IsIPv6)) == 0) return;
        int error = Marshal.GetLastPInvokeError();
        throw error == Libc.Eaddrinuse
            ? new PacketDeviceException($"{Name(options)}, in use on this machine, stop the other IKE daemon (see: ss -lunp 'sport = {options.Port}')")
            : Refused(Name(options), error, UdpPrivilege);
    }

    private static bool TrySet(FileDescriptor socket, int level, int option, int value) =>
        Libc.SetSocketOption(socket.Number, level, option, &value, sizeof(int)) == 0;

    private static void Set(FileDescriptor socket, int level, int option, int value, string name)
    {
        if (!TrySet(socket, level, option, value)) throw Refused(name, Marshal.GetLastPInvokeError(), UdpPrivilege);
    }

    private static PacketDeviceException Refused(string name, int error, string privilege) => new(error is Libc.Eacces or Libc.Eperm
        ? $"{name}, not permitted, run as root or with {privilege}"
        : $"{name}, the kernel refuses the socket, {Marshal.GetPInvokeErrorMessage(error)}");
}
