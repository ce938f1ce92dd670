using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>Numbered datagrams, one every 10 ms, in one direction between two hosts. Both ends are sockets of this process,
/// so one clock measures everything.</summary>
public sealed class UdpProbe : IDisposable
{
    private const int ReceiveBuffer = 4 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    // What is on its way is not lost, and on a busy machine both the way and this process take their time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Socket _sender;
    private readonly Socket _receiver;
    private readonly List<ProbeDatagram> _datagrams = [];
    private readonly Thread _sending;
    private readonly Thread _receiving;
    private volatile bool _stopped, _isOver;
    private long _lastArrival;

    public UdpProbe(Host from, string fromAddress, Host to, string toAddress, int port)
    {
        var target = new IPEndPoint(IPAddress.Parse(toAddress), port);
        _sender = from.Within(() => Bound(new IPEndPoint(IPAddress.Parse(fromAddress), 0)));
        _receiver = to.Within(() => Bound(target));
        _receiver.ReceiveTimeout = 100;
        _receiver.ReceiveBufferSize = ReceiveBuffer;
        _receiving = new Thread(Receive) { IsBackground = true };
        _sending = new Thread(() => Send(target)) { IsBackground = true };
        _receiving.Start();
        _sending.Start();
    }

    /// <summary>True while datagrams arrive: the last one did so within the last 100 ms.</summary>
    public bool IsFlowing
    {
        get { lock (_datagrams) return _lastArrival != 0 && Stopwatch.GetElapsedTime(_lastArrival) < TimeSpan.FromMilliseconds(100); }
    }

    /// <summary>
    /// What became of all that has been sent up to now, and the longest silence since a moment (a <see cref="Stopwatch"/> timestamp;
    /// 0 for the first arrival). Waits until the last of it has arrived, or cannot any more.
    /// </summary>
    public ProbeReport Report(long since = 0)
    {
        int count;
        lock (_datagrams) count = _datagrams.Count;
        long now = Stopwatch.GetTimestamp();
        while (!HasArrived(count - 1) && Stopwatch.GetElapsedTime(now) < Patience) Thread.Sleep(Interval);
        lock (_datagrams) return ProbeReport.Of([.. _datagrams.Take(count)], since, now);
    }

    /// <summary>Stops sending, lets the last datagrams arrive, reports the whole run.</summary>
    public ProbeReport Stop()
    {
        _stopped = true;
        _sending.Join();
        ProbeReport report = Report();
        Dispose();
        return report;
    }

    public void Dispose()
    {
        _stopped = _isOver = true;
        _sending.Join();
        _receiving.Join();
        _sender.Dispose();
        _receiver.Dispose();
    }

    private bool HasArrived(int number)
    {
        lock (_datagrams) return number < 0 || _datagrams[number].Arrived;
    }

    private static Socket Bound(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(address);
        return socket;
    }

    private void Send(IPEndPoint target)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] payload = new byte[64];
        for (long number = 0; !_stopped; number++)
        {
            TimeSpan ahead = Interval * number - Stopwatch.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero) Thread.Sleep(ahead);
            BinaryPrimitives.WriteInt64BigEndian(payload, number);
            lock (_datagrams) _datagrams.Add(new ProbeDatagram(Stopwatch.GetTimestamp(), false));
            // A tunnel that is down answers with ICMP errors, which a later send reports: lost all the same.
            try { _sender.SendTo(payload, target); } catch (SocketException) { }
        }
    }

    private void Receive()
    {
        byte[] buffer = new byte[2048];
        while (TryReceive(buffer, out bool received) || !_isOver)
        {
            if (!received) continue;
            int number = (int)BinaryPrimitives.ReadInt64BigEndian(buffer);
            lock (_datagrams)
            {
                _datagrams[number] = _datagrams[number] with { Arrived = true };
                _lastArrival = Stopwatch.GetTimestamp();
            }
        }
    }

    private bool TryReceive(byte[] buffer, out bool received)
    {
        received = false;
        try { received = _receiver.Receive(buffer) >= sizeof(long); } catch (SocketException) { }
        return received;
    }
}
