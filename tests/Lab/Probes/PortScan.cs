using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Culvert.Lab.Probes;

/// <summary>
/// Knocks at a host's ports, many at a time. A port is closed when the host says so: TCP by a reset, UDP by ICMP. One that says
/// nothing counts as open.
/// </summary>
public static class PortScan
{
    // A host sends no more than 50 ICMP messages at once, and 1000 in a second.
    private const int AtOnce = 40;
    private const int Attempts = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // In that time it may send as many again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<int> FindOpenTcp(string address, IEnumerable<int> ports) => Find(ports, port =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.Connect(address, port);
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress or SocketError.ConnectionRefused)
        {
            // The answer comes later.
        }

        return socket;
    });

    /// <param name="source">
    /// Where to knock from, for each port: a host sends few ICMP messages to one address.
    /// </param>
    public static IReadOnlyList<int> FindOpenUdp(string address, IEnumerable<int> ports, Func<int, IPAddress> source) => Find(ports, port =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(new IPEndPoint(source(port), 0));
        socket.Connect(address, port);
        socket.Send("?"u8);
        return socket;
    });

    private static IReadOnlyList<int> Find(IEnumerable<int> ports, Func<int, Socket> knock)
    {
        List<int> left = [.. ports];
        // What is lost on the way is no answer: only who says nothing again and again is open.
        for (int attempt = 0; attempt < Attempts; attempt++) left = [.. left.Chunk(AtOnce).SelectMany(some => Silent(some, knock))];
        return left;
    }

    private static int[] Silent(int[] ports, Func<int, Socket> knock)
    {
        List<(int Port, Socket Socket)> waiting = [.. ports.Select(port => (port, knock(port)))];
        long start = Stopwatch.GetTimestamp();
        while (waiting.Count > 0 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            waiting.RemoveAll(one => IsRefused(one.Socket));
            Thread.Sleep(1);
        }

        waiting.ForEach(one => one.Socket.Dispose());
        Thread.Sleep(Pause);
        return [.. waiting.Select(one => one.Port)];
    }

    private static bool IsRefused(Socket socket)
    {
        if ((SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! == SocketError.Success) return false;
        socket.Dispose();
        return true;
    }
}
