using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Measures;

/// <summary>
/// Datagrams of one size from the branch to the VPC, evenly spaced, for a second. Sender and receiver are threads of this process
/// that never sleep; the receiver has room for all that comes at once, so that what is lost was lost on the way.
/// </summary>
internal sealed class UdpFlood : IDisposable
{
    private const int Port = 9000;
    private const int SocketLevel = 1, ForceReceiveBuffer = 33, ReceiveBuffer = 64 << 20;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1), Quiet = TimeSpan.FromMilliseconds(200);

    private readonly Socket _receiving;
    private readonly Socket _sending;

    public UdpFlood(SiteToSite site)
    {
        var there = new IPEndPoint(IPAddress.Parse(SiteAddresses.VpcHost), Port);
        _receiving = site.Vpc.Within(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, BitConverter.GetBytes(ReceiveBuffer));
            socket.ReceiveTimeout = (int)Quiet.TotalMilliseconds;
            socket.Bind(there);
            return socket;
        });
        _sending = site.Branch.Within(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(there);
            return socket;
        });
    }

    /// <summary>Sends at a rate, in packets a second.</summary>
    /// <param name="payload">Octets of each.</param>
    /// <returns>How many were sent and how many arrived; the sender may not have reached the rate.</returns>
    public (int Sent, int Arrived) Run(double rate, int payload)
    {
        int arrived = 0;
        var receiver = new Thread(() => arrived = Receive());
        receiver.Start();
        int sent = Send(rate, payload);
        receiver.Join();
        return (sent, arrived);
    }

    public void Dispose()
    {
        _sending.Dispose();
        _receiving.Dispose();
    }

    private int Send(double rate, int payload)
    {
        byte[] octets = new byte[payload];
        int sent = 0;
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan elapsed; (elapsed = Stopwatch.GetElapsedTime(start)) < Duration;)
        {
            for (int due = (int)(elapsed.TotalSeconds * rate); sent < due; sent++) _sending.Send(octets);
        }

        return sent;
    }

    // Until nothing has come for a moment.
    private int Receive()
    {
        byte[] octets = new byte[2048];
        int arrived = 0;
        // The first one may take longer than the others may be apart.
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryReceive(octets)) arrived++;
            else if (Stopwatch.GetElapsedTime(start) >= Duration) return arrived;
        }
    }

    private bool TryReceive(byte[] octets)
    {
        try
        {
            _receiving.Receive(octets);
            return true;
        }
        catch (SocketException nothing) when (nothing.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return false;
        }
    }
}
