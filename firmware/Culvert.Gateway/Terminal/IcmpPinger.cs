using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;

namespace Culvert.Gateway.Terminal;

/// <summary>ICMP echo as the platform has it: a raw socket for root, else the ping program.</summary>
internal sealed class IcmpPinger : IPinger
{
    private const int AnswerMilliseconds = 1000;
    private const int RestMilliseconds = 800;
    private const int LookMilliseconds = 50;

    public TimeSpan? Send(IPAddress address)
    {
        try
        {
            using var ping = new Ping();
            long start = Stopwatch.GetTimestamp();
            PingReply reply = ping.Send(address, AnswerMilliseconds);
            return reply.Status == IPStatus.Success ? Stopwatch.GetElapsedTime(start) : null;
        }
        catch (Exception problem) when (problem is PingException or PlatformNotSupportedException)
        {
            throw new UserException($"cannot send, ping {address}, {problem.InnerException?.Message ?? problem.Message}");
        }
    }

    public void Rest(Func<bool> isOver)
    {
        for (int waited = 0; waited < RestMilliseconds && !isOver(); waited += LookMilliseconds) Thread.Sleep(LookMilliseconds);
    }
}
