using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Measures;

/// <summary>TCP streams between several pairs of addresses at once, from the branch to the VPC. Both ends are sockets of this process.</summary>
internal sealed class StreamFan : IDisposable
{
    private const int Port = 9100, Chunk = 128 << 10;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly List<Socket> _sending = [];
    private readonly List<Socket> _receiving = [];
    private readonly List<Task> _tasks = [];
    private readonly byte[] _octets = new byte[Chunk];
    private long _received;
    private volatile bool _stopped;

    public StreamFan(SiteToSite site, IReadOnlyList<(string From, string To)> ways)
    {
        using Socket listener = site.Vpc.Within(() =>
        {
            Socket socket = Stream();
            socket.Bind(new IPEndPoint(IPAddress.Any, Port));
            socket.Listen(ways.Count);
            return socket;
        });
        site.Branch.Within(() =>
        {
            foreach ((string from, string to) in ways) Connect(listener, from, to);
            return true;
        });
    }

    /// <summary>Lets them all run.</summary>
    /// <param name="atTheEnd">Called while they still do.</param>
    /// <returns>What arrived, in bits a second.</returns>
    public double Run(TimeSpan duration, Action atTheEnd)
    {
        _tasks.AddRange(_receiving.Select(Receive));
        _tasks.AddRange(_sending.Select(Send));
        Thread.Sleep(WarmUp);
        long before = Interlocked.Read(ref _received), start = Stopwatch.GetTimestamp();
        Thread.Sleep(duration);
        double rate = (Interlocked.Read(ref _received) - before) * 8 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        atTheEnd();
        return rate;
    }

    public void Dispose()
    {
        _stopped = true;
        foreach (Socket socket in _sending.Concat(_receiving)) socket.Dispose();
        Task.WaitAll([.. _tasks]);
    }

    private static Socket Stream() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private void Connect(Socket listener, string from, string to)
    {
        Socket socket = Stream();
        _sending.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        socket.Connect(new IPEndPoint(IPAddress.Parse(to), Port));
        _receiving.Add(listener.Accept());
    }

    private async Task Send(Socket socket)
    {
        await Task.Yield();
        try
        {
            while (!_stopped) await socket.SendAsync(_octets);
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Receive(Socket socket)
    {
        await Task.Yield();
        byte[] octets = new byte[Chunk];
        try
        {
            for (int count; (count = await socket.ReceiveAsync(octets)) > 0;) Interlocked.Add(ref _received, count);
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
