using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Netlink;

/// <summary>A request and its answers over NETLINK_ROUTE. Not safe for two threads.</summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    private const int DumpAttempts = 5;

    private readonly FileDescriptor _descriptor;
    private readonly byte[] _receiveBuffer = new byte[128 * 1024];
    private uint _sequence;

    public NetlinkSocket(uint groups = 0, bool nonBlocking = false)
    {
        int type = Libc.SockRaw | Libc.SockCloseOnExec | (nonBlocking ? Libc.SockNonBlocking : 0);
        int descriptor = Libc.Socket(Libc.AfNetlink, type, Libc.NetlinkRoute);
        if (descriptor < 0) throw Errno.Last("open a netlink socket");
        _descriptor = new FileDescriptor(descriptor);
        var address = new Libc.NetlinkAddress { Family = Libc.AfNetlink, Groups = groups };
        if (Libc.Bind(descriptor, &address, (uint)sizeof(Libc.NetlinkAddress)) < 0) throw Errno.Last("bind a netlink socket");
    }

    /// <summary>One message of an answer: its type, and everything behind its header.</summary>
    public delegate void MessageHandler(ushort type, ReadOnlySpan<byte> body);

    public int Descriptor => _descriptor.Number;

    /// <summary>Sends a request and returns the kernel's verdict: 0 or an errno. Answers before it go to the handler.</summary>
    public int Ask(NetlinkWriter request, MessageHandler? handler = null)
    {
        uint sequence = SendRequest(request);
        return ReadAnswer(sequence, handler, out _);
    }

    /// <summary>Sends a dump request until an answer comes that no change has torn.</summary>
    public void Dump(NetlinkWriter request, Action begin, MessageHandler handler)
    {
        for (int attempt = 1; ; attempt++)
        {
            begin();
            uint sequence = SendRequest(request);
            int errno = ReadAnswer(sequence, handler, out bool interrupted);
            if (errno != 0) throw Errno.Of("list the kernel's network settings", errno);
            if (!interrupted || attempt == DumpAttempts) return;
        }
    }

    /// <summary>Throws away everything that has arrived; true when there was anything. For a socket that does not block.</summary>
    public bool Drain()
    {
        bool any = false;
        while (true)
        {
            nint length;
            fixed (byte* start = _receiveBuffer) length = Libc.Receive(Descriptor, start, (nuint)_receiveBuffer.Length, Libc.MsgDontWait);
            // ENOBUFS: news was lost, which is news too.
            if (length < 0 && Marshal.GetLastPInvokeError() is not (Libc.Eintr or Libc.Enobufs)) return any;
            any = true;
        }
    }

    public void Dispose() => _descriptor.Dispose();

    private uint SendRequest(NetlinkWriter request)
    {
        uint sequence = ++_sequence;
        Span<byte> bytes = request.Finish(sequence);
        fixed (byte* start = bytes)
        {
            if (Libc.Send(Descriptor, start, (nuint)bytes.Length, 0) != bytes.Length) throw Errno.Last("send a netlink request");
        }

        return sequence;
    }

    private int ReadAnswer(uint sequence, MessageHandler? handler, out bool interrupted)
    {
        interrupted = false;
        while (true)
        {
            ReadOnlySpan<byte> rest = ReceivePacket();
            while (rest.Length >= sizeof(MessageHeader))
            {
                MessageHeader header = MemoryMarshal.Read<MessageHeader>(rest);
                if (header.Length < sizeof(MessageHeader) || header.Length > rest.Length) break;
                ReadOnlySpan<byte> body = rest[sizeof(MessageHeader)..(int)header.Length];
                rest = rest[(int)Math.Min((header.Length + 3) & ~3u, (uint)rest.Length)..];
                if (header.Sequence != sequence) continue;
                if ((header.Flags & Nl.DumpInterrupted) != 0) interrupted = true;
                if (header.Type == Nl.Error) return body.Length >= 4 ? -MemoryMarshal.Read<int>(body) : 0;
                if (header.Type == Nl.Done) return 0;
                handler?.Invoke(header.Type, body);
            }
        }
    }

    private ReadOnlySpan<byte> ReceivePacket()
    {
        while (true)
        {
            nint length;
            fixed (byte* start = _receiveBuffer) length = Libc.Receive(Descriptor, start, (nuint)_receiveBuffer.Length, 0);
            if (length >= 0) return _receiveBuffer.AsSpan(0, (int)length);
            if (Marshal.GetLastPInvokeError() != Libc.Eintr) throw Errno.Last("read a netlink answer");
        }
    }
}
