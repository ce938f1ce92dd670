using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Culvert.Lab.Hosts;

namespace Culvert.Bench.Packets.Measures;

/// <summary>Numbered datagrams in one direction, far fewer than the way can carry, so that each lost one is somebody's fault.</summary>
internal sealed class NumberedStream : IDisposable
{
    private const int Payload = 200, PerTurn = 4;
    private const int SocketLevel = 1, ForceReceiveBuffer = 33, ReceiveBuffer = 16 << 20;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(1), Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Socket _sending;
    private readonly Socket _receiving;
    private readonly Thread _sender;
    private readonly Thread _receiver;
    private readonly HashSet<long> _arrived = [];
    private volatile bool _stopped;
    private long _sent;

    public NumberedStream(Host from, Host to, string address, int port)
    {
        var there = new IPEndPoint(IPAddress.Parse(address), port);
        _receiving = to.Within(() =>
        {
            Socket socket = Datagrams();
            socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, BitConverter.GetBytes(ReceiveBuffer));
            socket.ReceiveTimeout = (int)Quiet.TotalMilliseconds;
            socket.Bind(there);
            return socket;
        });
        _sending = from.Within(() =>
        {
            Socket socket = Datagrams();
            socket.Connect(there);
            return socket;
        });
        _receiver = new Thread(Receive);
        _sender = new Thread(Send);
        _receiver.Start();
        _sender.Start();
    }

    /// <summary>Stops; returns how many were sent and how many of them never arrived.</summary>
    public (long Sent, long Lost) Stop()
    {
        _stopped = true;
        _sender.Join();
        _receiver.Join();
        return (_sent, _sent - _arrived.Count);
    }

    public void Dispose()
    {
        _stopped = true;
        _sending.Dispose();
        _receiving.Dispose();
    }

    private static Socket Datagrams() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    private void Send()
    {
        byte[] octets = new byte[Payload];
        long start = Stopwatch.GetTimestamp();
        for (long turn = 0; !_stopped; turn++)
        {
            TimeSpan ahead = (Turn * turn) - Stopwatch.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero) Thread.Sleep(ahead);
            for (int i = 0; i < PerTurn; i++, _sent++)
            {
                BinaryPrimitives.WriteInt64BigEndian(octets, _sent);
                _sending.Send(octets);
            }
        }
    }

    // Until nothing has come for a moment after the last was sent.
    private void Receive()
    {
        byte[] octets = new byte[2048];
        while (true)
        {
            int length = _receiving.Receive(octets, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success && length == Payload) _arrived.Add(BinaryPrimitives.ReadInt64BigEndian(octets));
            else if (_stopped && error != SocketError.Success) return;
        }
    }
}
