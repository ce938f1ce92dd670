using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Packets;

/// <summary>Sends a batch as separate packets, many per system call: for raw sockets, and for kernels and devices that cannot cut it.</summary>
internal static unsafe class SingleSender
{
    private const int MessagesPerCall = 64;

    /// <param name="message">Destination and control; its payload is set here.</param>
    /// <returns>How many the kernel took.</returns>
    public static int Send(int descriptor, Libc.MessageHeader message, byte* octets, int length, int segmentSize)
    {
        Libc.BatchedMessage* messages = stackalloc Libc.BatchedMessage[MessagesPerCall];
        Libc.IoVector* vectors = stackalloc Libc.IoVector[MessagesPerCall];
        bool hasRoom = true;
        int sent = 0;
        for (int at = 0; at < length && hasRoom;)
        {
            int count = 0;
            for (; at < length && count < MessagesPerCall; at += segmentSize, count++)
            {
                vectors[count] = new Libc.IoVector { Base = octets + at, Length = (nuint)Math.Min(segmentSize, length - at) };
                message.Vectors = vectors + count;
                message.VectorCount = 1;
                messages[count] = new Libc.BatchedMessage { Header = message };
            }

            sent += SendAll(descriptor, messages, count, out hasRoom);
        }

        return sent;
    }

    // The call stops at the first packet that fails and says why only when that is the first of the call: step over it.
    private static int SendAll(int descriptor, Libc.BatchedMessage* messages, int count, out bool hasRoom)
    {
        hasRoom = true;
        int sent = 0;
        for (int at = 0; at < count && hasRoom;)
        {
            int taken = Libc.SendMessages(descriptor, messages + at, (uint)(count - at), Libc.MsgDontWait);
            if (taken <= 0) hasRoom = Marshal.GetLastPInvokeError() is not (Libc.Eagain or Libc.Enobufs);
            sent += Math.Max(taken, 0);
            at += Math.Max(taken, 1);
        }

        return sent;
    }
}
