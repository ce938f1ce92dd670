using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>A UDP socket with segmentation offload on send and receive offload, where the kernel has them.</summary>
internal sealed unsafe class LinuxUdpSocket : IPacketSocket
{
    private readonly FileDescriptor _descriptor;
    private readonly Action<string> _notice;
    private readonly bool _isIPv6;
    private BatchReceiver? _receiver;
    private volatile bool _segments;

    /// <param name="notice">Told, once each, what the kernel does not offer.</param>
    /// <exception cref="PacketDeviceException">The port is taken, or something is not permitted.</exception>
    public LinuxUdpSocket(UdpSocketOptions options, Action<string> notice)
    {
        _notice = notice;
        _descriptor = SocketSetup.OpenUdp(options, notice);
        _isIPv6 = options.IsIPv6;
        Port = SocketSetup.PortOf(_descriptor);
        _segments = SocketSetup.HasSegmentation(_descriptor);
        if (!_segments) notice($"UDP port {Port}: this kernel has no UDP segmentation offload, packets are sent one by one");
    }

    public int Port { get; }

    public int Descriptor => _descriptor.Number;

    public PacketIoStatus Receive(ReceiveBatch batch)
    {
        if (_receiver?.Batch != batch) _receiver = new BatchReceiver(batch, (ushort)Port, hasIPv4Header: false);
        return _receiver.Receive(_descriptor.Number);
    }

    public PacketIoStatus Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize)
    {
        if (destination.IsIPv6 != _isIPv6) return PacketIoStatus.Failed;
        fixed (byte* octets = payload)
        {
            byte* control = stackalloc byte[ControlMessages.Capacity];
            Libc.InetAddress peer = SocketAddresses.From(destination);
            int used = source.Address == 0 ? 0 : ControlMessages.WriteSource(control, 0, source);
            var message = new Libc.MessageHeader { Name = &peer, NameLength = SocketAddresses.LengthOf(_isIPv6), Control = control, ControlLength = (nuint)used };
            if (payload.Length <= segmentSize) return SendWhole(&message, octets, payload.Length);
            if (!_segments) return SingleSender.Send(_descriptor.Number, message, octets, payload.Length, segmentSize);
            message.ControlLength = (nuint)ControlMessages.WriteSegmentSize(control, used, segmentSize);
            PacketIoStatus status = SendWhole(&message, octets, payload.Length, out int error);
            if (!IsRefusalToSegment(error)) return status;
            message.ControlLength = (nuint)used;
            return SingleSender.Send(_descriptor.Number, message, octets, payload.Length, segmentSize);
        }
    }

    public void Dispose() => _descriptor.Dispose();

    private PacketIoStatus SendWhole(Libc.MessageHeader* message, byte* octets, int length) => SendWhole(message, octets, length, out _);

    private PacketIoStatus SendWhole(Libc.MessageHeader* message, byte* octets, int length, out int error)
    {
        var vector = new Libc.IoVector { Base = octets, Length = (nuint)length };
        message->Vectors = &vector;
        message->VectorCount = 1;
        error = Libc.SendMessage(_descriptor.Number, message, Libc.MsgDontWait) >= 0 ? 0 : Marshal.GetLastPInvokeError();
        return SingleSender.Status(error);
    }

    // EIO: a device without checksum offload, on kernels before 6.10. EMSGSIZE: a segment is larger than the route's MTU;
    // single datagrams are then fragmented. EINVAL: this kernel or this size does not go; single ones always do.
    private bool IsRefusalToSegment(int error)
    {
        if (error is Libc.Emsgsize) return true;
        if (error is not (Libc.Eio or Libc.Einval)) return false;
        _segments = false;
        _notice($"UDP port {Port}: the WAN device refuses UDP segmentation offload, packets are sent one by one");
        return true;
    }
}
