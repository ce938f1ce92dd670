using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>An NTP server (RFC 5905, mode 4) on a host, whose time is this machine's and something more.</summary>
public sealed class TimeServer : IDisposable
{
    private const int Port = 123, Length = 48;
    private const byte VersionAndServer = (4 << 3) | 4, Stratum = 1, Precision = 0xEC;
    private static readonly DateTimeOffset Era = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeSpan _ahead;
    private readonly Socket _socket;
    private volatile bool _isOver;

    /// <param name="ahead">What it adds.</param>
    public TimeServer(Host host, string address, TimeSpan ahead)
    {
        _ahead = ahead;
        _socket = host.Within(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), Port));
            return socket;
        });
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>What it says the time is.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + _ahead;

    public void Dispose()
    {
        _isOver = true;
        _socket.Dispose();
    }

    private void Serve()
    {
        byte[] packet = new byte[512];
        while (!_isOver)
        {
            try
            {
                EndPoint client = new IPEndPoint(IPAddress.Any, 0);
                if (_socket.ReceiveFrom(packet, ref client) >= Length) _socket.SendTo(Answer(packet.AsSpan(0, Length)), client);
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                // The socket is closed under the waiting call; or there is no way to who asked, who will ask again.
            }
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> request)
    {
        byte[] answer = new byte[Length];
        (answer[0], answer[1], answer[2], answer[3]) = (VersionAndServer, Stratum, request[2], Precision);
        "LOCL"u8.CopyTo(answer.AsSpan(12));
        request.Slice(40, 8).CopyTo(answer.AsSpan(24));
        foreach (int place in (int[])[16, 32, 40]) BinaryPrimitives.WriteUInt64BigEndian(answer.AsSpan(place), Stamp(Now));
        return answer;
    }

    // Seconds since 1900 with 32 bits behind the point.
    private static ulong Stamp(DateTimeOffset time) => (ulong)((time - Era).TotalSeconds * 4294967296.0);
}
