using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>A UDP socket with segmentation offload on send and receive offload, where the kernel has them.</summary>
internal sealed unsafe class LinuxUdpSocket : IPacketSocket
{
    private readonly FileDescriptor _descriptor;
    private readonly bool _isIPv6;
    private readonly SegmentationFallback _segmentation;
    private BatchReceiver? _receiver;

    /// <param name="notice">Told, once each, what the kernel does not offer.</param>
    /// <exception cref="PacketDeviceException">The port is taken, or something is not permitted.</exception>
    public LinuxUdpSocket(UdpSocketOptions options, Action<string> notice)
    {
        _descriptor = SocketSetup.OpenUdp(options, notice);
        _isIPv6 = options.IsIPv6;
        Port = SocketSetup.PortOf(_descriptor);
        _segmentation = new SegmentationFallback($"UDP port {Port}", notice, static () => Environment.TickCount64);
        if (!SocketSetup.HasSegmentation(_descriptor)) _segmentation.GiveUp("this kernel has no UDP segmentation offload");
    }

    public int Port { get; }

    public int Descriptor => _descriptor.Number;

    public PacketIoStatus Receive(ReceiveBatch batch)
    {
        if (_receiver?.Batch != batch) _receiver = new BatchReceiver(batch, (ushort)Port, hasIPv4Header: false);
        return _receiver.Receive(_descriptor.Number);
    }

    public int Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize, byte trafficClass)
    {
        if (destination.IsIPv6 != _isIPv6) return 0;
        fixed (byte* octets = payload)
        {
            byte* control = stackalloc byte[ControlMessages.Capacity];
            Libc.InetAddress peer = SocketAddresses.From(destination);
            int used = source.Address == 0 ? 0 : ControlMessages.WriteSource(control, 0, source);
            if (trafficClass != 0) used = ControlMessages.WriteTrafficClass(control, used, _isIPv6, trafficClass);
            var message = new Libc.MessageHeader { Name = &peer, NameLength = SocketAddresses.LengthOf(_isIPv6), Control = control, ControlLength = (nuint)used };
            if (payload.Length <= segmentSize) return SendWhole(message, octets, payload.Length) == 0 ? 1 : 0;
            if (!_segmentation.IsOn) return SingleSender.Send(_descriptor.Number, message, octets, payload.Length, segmentSize);
            Libc.MessageHeader whole = message;
            whole.ControlLength = (nuint)ControlMessages.WriteSegmentSize(control, used, segmentSize);
            int count = (payload.Length + segmentSize - 1) / segmentSize;
            int error = SendWhole(whole, octets, payload.Length);
            if (error is not (Libc.Emsgsize or Libc.Eio or Libc.Einval)) return error == 0 ? count : 0;
            int sent = SingleSender.Send(_descriptor.Number, message, octets, payload.Length, segmentSize);
            if (sent == count) _segmentation.Note(error);
            return sent;
        }
    }

    public void Probe(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload)
    {
        if (SocketSetup.AllowFragments(_descriptor, _isIPv6, isAllowed: false)) Send(source, destination, payload, payload.Length, trafficClass: 0);
        SocketSetup.AllowFragments(_descriptor, _isIPv6, isAllowed: true);
    }

    public void Dispose() => _descriptor.Dispose();

    /// <returns>The errno; 0: the kernel took it.</returns>
    private int SendWhole(Libc.MessageHeader message, byte* octets, int length)
    {
        var vector = new Libc.IoVector { Base = octets, Length = (nuint)length };
        message.Vectors = &vector;
        message.VectorCount = 1;
        return Libc.SendMessage(_descriptor.Number, &message, Libc.MsgDontWait) >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
