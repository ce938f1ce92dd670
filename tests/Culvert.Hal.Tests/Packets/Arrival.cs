using System.Diagnostics;
using Culvert.Hal.Linux;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Tests.Packets;

/// <summary>What was sent over the loopback device is there at once, but for a kernel that is busy: then a thread of its own brings it.</summary>
internal static class Arrival
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Receives what is there, once there is something.</summary>
    public static void Await(this IPacketSocket socket, ReceiveBatch batch)
    {
        long start = Stopwatch.GetTimestamp();
        while (socket.Receive(batch) != PacketIoStatus.Done)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, "nothing arrives");
            var poll = new PollSet();
            poll.Add(socket.Descriptor);
            poll.Wait(Limit);
        }
    }
}
