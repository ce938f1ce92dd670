using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Opens a UDP socket with the options that packets in bulk want.</summary>
internal static unsafe class UdpSocketSetup
{
    public static FileDescriptor Open(UdpSocketOptions options, Action<string> notice)
    {
        int descriptor = Libc.Socket(Libc.AfInet, Libc.SockDatagram | Libc.SockCloseOnExec | Libc.SockNonBlocking, 0);
        if (descriptor < 0) throw Refused(options.Port, Marshal.GetLastPInvokeError());
        var socket = new FileDescriptor(descriptor);
        try
        {
            Configure(socket, options, notice);
            Bind(socket, options.Port);
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

    public static Libc.InetAddress Address(UdpEndpoint endpoint) => new()
    {
        Family = Libc.AfInet,
        Port = BinaryPrimitives.ReverseEndianness(endpoint.Port),
        Address = BinaryPrimitives.ReverseEndianness((uint)endpoint.Address),
    };

    private static void Configure(FileDescriptor socket, UdpSocketOptions options, Action<string> notice)
    {
        if (options.Mark != 0 && !TrySet(socket, Libc.SolSocket, Libc.SoMark, (int)options.Mark))
            throw Refused(options.Port, Marshal.GetLastPInvokeError());
        Set(socket, options.Port, Libc.SolIp, Libc.IpPacketInfo, 1);
        // An outer packet that is too large for some link is fragmented there; the tunnel's MTU sees to it that few are.
        Set(socket, options.Port, Libc.SolIp, Libc.IpMtuDiscover, Libc.IpMtuDiscoverDont);
        if (options.Coalesce && !TrySet(socket, Libc.SolUdp, Libc.UdpGro, 1))
            notice($"UDP port {options.Port}: this kernel has no UDP receive offload, packets are taken one by one");
        SetBuffers(socket, options.BufferBytes);
    }

    // Beyond the system's limit where that is permitted, up to it where not.
    private static void SetBuffers(FileDescriptor socket, int bytes)
    {
        if (!TrySet(socket, Libc.SolSocket, Libc.SoReceiveBufferForce, bytes)) TrySet(socket, Libc.SolSocket, Libc.SoReceiveBuffer, bytes);
        if (!TrySet(socket, Libc.SolSocket, Libc.SoSendBufferForce, bytes)) TrySet(socket, Libc.SolSocket, Libc.SoSendBuffer, bytes);
    }

    private static void Bind(FileDescriptor socket, int port)
    {
        Libc.InetAddress address = Address(UdpEndpoint.IPv4(0, (ushort)port));
        if (Libc.BindInet(socket.Number, &address, (uint)sizeof(Libc.InetAddress)) != 0) throw Refused(port, Marshal.GetLastPInvokeError());
    }

    private static bool TrySet(FileDescriptor socket, int level, int option, int value) =>
        Libc.SetSocketOption(socket.Number, level, option, &value, sizeof(int)) == 0;

    private static void Set(FileDescriptor socket, int port, int level, int option, int value)
    {
        if (!TrySet(socket, level, option, value)) throw Refused(port, Marshal.GetLastPInvokeError());
    }

    private static PacketDeviceException Refused(int port, int error) => new(error switch
    {
        Libc.Eaddrinuse => $"UDP port {port}, in use on this machine, stop the other IKE daemon (see: ss -lunp 'sport = {port}')",
        Libc.Eacces or Libc.Eperm => $"UDP port {port}, not permitted, run as root or with CAP_NET_ADMIN and CAP_NET_BIND_SERVICE",
        _ => $"UDP port {port}, the kernel refuses the socket, {Marshal.GetPInvokeErrorMessage(error)}",
    });
}
