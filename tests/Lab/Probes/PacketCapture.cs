using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>
/// Every packet on one device of a host, from the moment of making. A socket of our own: tcpdump insists on changing its
/// groups, which the root of a user namespace may not, and both it and dumpcap forget the last packets when they are ended.
/// </summary>
public sealed class PacketCapture : IDisposable
{
    private const int ReceiveBuffer = 32 << 20;
    private const int LargestPacket = 1 << 18;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200), Limit = TimeSpan.FromSeconds(2);

    // Bound to no device a socket that has a protocol hears all devices: it gets its protocol with its device.
    private const ProtocolType None = 0;

    private readonly List<(DateTime At, CapturedPacket Packet)> _packets = [];
    private readonly Socket _socket;
    private readonly Thread _reader;
    private volatile bool _isOver;

    public PacketCapture(Host host, string device)
    {
        File = Path.Combine(host.Directory, $"{device}-{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}.pcap");
        string link = host.Run("ip", "-o", "link", "show", "dev", device).Output;
        int index = int.Parse(link.AsSpan(0, link.IndexOf(':', StringComparison.Ordinal)));
        _socket = host.Within(() => Open(index));
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>The capture file, once <see cref="Stop"/> has written it.</summary>
    public string File { get; }

    /// <summary>Ends the capture when nothing has come for a moment.</summary>
    public IReadOnlyList<CapturedPacket> Stop()
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (DateTime.UtcNow < end && DateTime.UtcNow - LastAt() < Quiet) Thread.Sleep(Quiet / 4);
        Dispose();
        PcapFile.Write(File, _packets);
        return [.. _packets.Select(each => each.Packet)];
    }

    public void Dispose()
    {
        _isOver = true;
        _reader.Join();
        _socket.Dispose();
    }

    private static Socket Open(int index)
    {
        var socket = new Socket(AddressFamily.Packet, SocketType.Raw, None)
        {
            ReceiveTimeout = (int)Quiet.TotalMilliseconds,
            ReceiveBufferSize = ReceiveBuffer,
        };
        socket.Bind(new LinkEndPoint(index));
        return socket;
    }

    private DateTime LastAt()
    {
        lock (_packets) return _packets.Count == 0 ? DateTime.MinValue : _packets[^1].At;
    }

    private void Read()
    {
        byte[] buffer = new byte[LargestPacket];
        while (!_isOver) TryRead(buffer);
        // What was heard before the end is waiting still where this thread had to wait for a processor.
        long end = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(end) < Limit && _socket.Available > 0) TryRead(buffer);
    }

    private void TryRead(byte[] buffer)
    {
        int length = _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out SocketError error);
        if (error != SocketError.Success) return;
        lock (_packets) _packets.Add((DateTime.UtcNow, new CapturedPacket(buffer[..length])));
    }

    /// <summary>struct sockaddr_ll: every protocol on one device.</summary>
    private sealed class LinkEndPoint(int index) : EndPoint
    {
        private const byte EveryProtocol = 3;
        private const int Size = 20;

        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Packet, Size) { [3] = EveryProtocol };
            for (int i = 0; i < sizeof(int); i++) address[4 + i] = (byte)(index >> (8 * i));
            return address;
        }
    }
}
