using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Sends a batch as separate packets, many per system call: for raw sockets, and for kernels and devices that cannot cut it.</summary>
internal static unsafe class SingleSender
{
    private const int MessagesPerCall = 64;

    /// <param name="message">Destination and control; its payload is set here.</param>
    public static PacketIoStatus Send(int descriptor, Libc.MessageHeader message, byte* octets, int length, int segmentSize)
    {
        Libc.BatchedMessage* messages = stackalloc Libc.BatchedMessage[MessagesPerCall];
        Libc.IoVector* vectors = stackalloc Libc.IoVector[MessagesPerCall];
        PacketIoStatus status = PacketIoStatus.Done;
        for (int at = 0; at < length && status != PacketIoStatus.WouldBlock;)
        {
            int count = 0;
            for (; at < length && count < MessagesPerCall; at += segmentSize, count++)
            {
                vectors[count] = new Libc.IoVector { Base = octets + at, Length = (nuint)Math.Min(segmentSize, length - at) };
                message.Vectors = vectors + count;
                message.VectorCount = 1;
                messages[count] = new Libc.BatchedMessage { Header = message };
            }

            PacketIoStatus outcome = SendAll(descriptor, messages, count);
            if (outcome != PacketIoStatus.Done) status = outcome;
        }

        return status;
    }

    /// <summary>What an errno means to the caller; 0: done.</summary>
    public static PacketIoStatus Status(int error) => error switch
    {
        0 => PacketIoStatus.Done,
        Libc.Eagain or Libc.Enobufs or Libc.Eintr => PacketIoStatus.WouldBlock,
        Libc.Emsgsize => PacketIoStatus.TooLarge,
        _ => PacketIoStatus.Failed,
    };

    // The call stops at the first packet that fails and says why only when that is the first of the call: step over it.
    private static PacketIoStatus SendAll(int descriptor, Libc.BatchedMessage* messages, int count)
    {
        PacketIoStatus worst = PacketIoStatus.Done;
        for (int sent = 0; sent < count;)
        {
            int taken = Libc.SendMessages(descriptor, messages + sent, (uint)(count - sent), Libc.MsgDontWait);
            if (taken <= 0) worst = Status(Marshal.GetLastPInvokeError());
            if (worst == PacketIoStatus.WouldBlock) return worst;
            sent += Math.Max(taken, 1);
        }

        return worst;
    }
}
