using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>The kernel's view of a receive batch, laid out once and used by every recvmmsg. Owned by the receiving thread.</summary>
internal sealed unsafe class BatchReceiver
{
    private const int Truncated = Libc.MsgTrunc;

    private readonly Libc.BatchedMessage[] _messages;
    private readonly Libc.IoVector[] _vectors;
    private readonly Libc.InetAddress[] _senders;
    private readonly byte[] _control;
    private readonly ushort _port;
    private readonly bool _hasIPv4Header;

    /// <param name="hasIPv4Header">The kernel leaves the IP header before the payload.</param>
    public BatchReceiver(ReceiveBatch batch, ushort port, bool hasIPv4Header)
    {
        Batch = batch;
        _port = port;
        _hasIPv4Header = hasIPv4Header;
        _messages = GC.AllocateArray<Libc.BatchedMessage>(batch.Capacity, pinned: true);
        _vectors = GC.AllocateArray<Libc.IoVector>(batch.Capacity, pinned: true);
        _senders = GC.AllocateArray<Libc.InetAddress>(batch.Capacity, pinned: true);
        _control = GC.AllocateArray<byte>(batch.Capacity * ControlMessages.Capacity, pinned: true);
        for (int i = 0; i < batch.Capacity; i++) LayOut(i);
    }

    public ReceiveBatch Batch { get; }

    public PacketIoStatus Receive(int descriptor)
    {
        Batch.Clear();
        int received;
        fixed (Libc.BatchedMessage* messages = _messages)
            received = Libc.ReceiveMessages(descriptor, messages, (uint)_messages.Length, Libc.MsgDontWait | Libc.MsgWaitForOne, null);
        // Late ICMP errors of datagrams sent earlier come out here too; they are nobody's concern.
        if (received < 0) return Marshal.GetLastPInvokeError() is Libc.Eagain or Libc.Eintr ? PacketIoStatus.WouldBlock : PacketIoStatus.Failed;
        for (int i = 0; i < received; i++) Take(i);
        return PacketIoStatus.Done;
    }

    // Pinned arrays: their addresses hold for as long as this object does.
    private void LayOut(int i)
    {
        byte* octets = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(Batch.PinnedBuffer, i * ReceiveBatch.MessageCapacity);
        _vectors[i] = new Libc.IoVector { Base = octets, Length = ReceiveBatch.MessageCapacity };
        _messages[i].Header = new Libc.MessageHeader
        {
            Name = (void*)Marshal.UnsafeAddrOfPinnedArrayElement(_senders, i),
            Vectors = (Libc.IoVector*)Marshal.UnsafeAddrOfPinnedArrayElement(_vectors, i),
            VectorCount = 1,
            Control = (void*)Marshal.UnsafeAddrOfPinnedArrayElement(_control, i * ControlMessages.Capacity),
        };
        Rearm(ref _messages[i].Header);
    }

    // The kernel shortens both to what it used.
    private static void Rearm(ref Libc.MessageHeader header)
    {
        header.NameLength = (uint)sizeof(Libc.InetAddress);
        header.ControlLength = ControlMessages.Capacity;
    }

    private void Take(int i)
    {
        ref Libc.BatchedMessage message = ref _messages[i];
        ControlMessages.Read(
            (byte*)message.Header.Control, message.Header.ControlLength, _port, out PacketEndpoint local, out int segmentSize, out byte trafficClass);
        int offset = i * ReceiveBatch.MessageCapacity;
        int header = _hasIPv4Header ? IPv4HeaderLength(Batch.Buffer[offset]) : 0;
        int length = (int)message.Length - header;
        bool isWhole = (message.Header.Flags & Truncated) == 0;
        Rearm(ref message.Header);
        if (!isWhole || length <= 0)
        {
            Batch.Discard();
            return;
        }

        Batch.Add(new ReceivedMessage(
            offset + header,
            length,
            segmentSize > 0 ? Math.Min(segmentSize, length) : length,
            local,
            SocketAddresses.ToEndpoint(_senders[i]),
            trafficClass));
    }

    // The kernel has checked it.
    private static int IPv4HeaderLength(byte versionAndLength) => (versionAndLength & 0xf) * 4;
}
