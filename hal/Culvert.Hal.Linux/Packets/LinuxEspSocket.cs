using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>A raw socket of IP protocol 50. The kernel has no offload for it: many packets go in one system call, uncut.</summary>
internal sealed unsafe class LinuxEspSocket : IPacketSocket
{
    private readonly FileDescriptor _descriptor;
    private readonly bool _isIPv6;
    private BatchReceiver? _receiver;

    /// <exception cref="PacketDeviceException">Not permitted.</exception>
    public LinuxEspSocket(EspSocketOptions options)
    {
        _descriptor = SocketSetup.OpenEsp(options);
        _isIPv6 = options.IsIPv6;
    }

    public int Port => 0;

    public int Descriptor => _descriptor.Number;

    public PacketIoStatus Receive(ReceiveBatch batch)
    {
        // Raw IPv4 sockets get the IP header too, IPv6 ones do not (raw(7), RFC 3542 section 3).
        if (_receiver?.Batch != batch) _receiver = new BatchReceiver(batch, port: 0, hasIPv4Header: !_isIPv6);
        PacketIoStatus status = _receiver.Receive(_descriptor.Number);
        if (status != PacketIoStatus.Done && _isIPv6) DropErrors();
        return status;
    }

    public int Send(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload, int segmentSize, byte trafficClass)
    {
        if (destination.IsIPv6 != _isIPv6) return 0;
        fixed (byte* octets = payload)
        {
            byte* control = stackalloc byte[ControlMessages.Capacity];
            int used = source.Address == 0 ? 0 : ControlMessages.WriteSource(control, 0, source);
            if (trafficClass != 0) used = ControlMessages.WriteTrafficClass(control, used, _isIPv6, trafficClass);
            // IPv6 takes a port for a protocol number.
            Libc.InetAddress peer = SocketAddresses.From(destination with { Port = 0 });
            var message = new Libc.MessageHeader
            {
                Name = &peer,
                NameLength = SocketAddresses.LengthOf(_isIPv6),
                Control = control,
                ControlLength = (nuint)used,
            };
            return SingleSender.Send(_descriptor.Number, message, octets, payload.Length, segmentSize);
        }
    }

    public void Probe(PacketEndpoint source, PacketEndpoint destination, ReadOnlySpan<byte> payload)
    {
        if (SocketSetup.AllowFragments(_descriptor, _isIPv6, isAllowed: false)) Send(source, destination, payload, payload.Length, trafficClass: 0);
        SocketSetup.AllowFragments(_descriptor, _isIPv6, isAllowed: true);
    }

    public void Dispose() => _descriptor.Dispose();

    // What came by ICMP: the kernel has taken note of it, and the socket would count as readable for as long as it lies there.
    private void DropErrors()
    {
        Libc.BatchedMessage error = default;
        while (Libc.ReceiveMessages(_descriptor.Number, &error, 1, Libc.MsgErrorQueue | Libc.MsgDontWait, null) > 0) error = default;
    }
}
