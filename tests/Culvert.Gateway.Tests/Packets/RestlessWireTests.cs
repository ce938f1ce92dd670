using System.Buffers.Binary;
using Culvert.Control;
using Culvert.Core;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>A wire that lets packets overtake each other and brings some twice: what is inside the window arrives, once.</summary>
public sealed class RestlessWireTests
{
    private const int Window = 1024, Packets = 20_000, Burst = 50;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Within_the_window_nothing_is_dropped_falsely_and_no_duplicate_gets_in(ulong seed, bool udp)
    {
        using PathPair pair = new PathPair().Install(isIPv6: false, udp);
        var entropy = new SeededEntropy(seed);
        var held = new List<byte[]>();
        int duplicates = 0;
        // Any of the last Window - 1 may come next; none is held for so long that the window leaves it behind.
        pair.Wire.Transform = datagram =>
        {
            held.Add(datagram);
            if (entropy.NextUInt32() % 5 == 0)
            {
                held.Add([.. datagram]);
                duplicates++;
            }

            return Release(Number(datagram));
        };
        for (int sent = 0; sent < Packets; sent += Burst)
        {
            for (int i = 0; i < Burst; i++) pair.Send(Numbered(sent + i));
            pair.Step();
        }

        // The last ones push the rest out.
        pair.Wire.Transform = datagram =>
        {
            byte[][] rest = [.. held, datagram];
            held.Clear();
            return rest;
        };
        pair.Send(Numbered(Packets));
        // One turn takes a part of so many.
        for (int turn = 0; turn < 10; turn++) pair.Step();

        Assert.True(duplicates > Packets / 10);
        Assert.Equal(Enumerable.Range(0, Packets + 1), pair.FarTun.Written.SelectMany(NumbersIn).Order());
        TrafficSample sample = pair.Far.Sample(PathPair.Tunnel);
        Assert.Equal((duplicates, Packets + 1), (sample.Drops.Replay, sample.PacketsIn));
        Assert.Equal((0, 0), (sample.Drops.Integrity, sample.Drops.Malformed));

        List<byte[]> Release(uint newest)
        {
            List<byte[]> released = [.. held.Where(each => newest - Number(each) >= Window - 1)];
            foreach (byte[] due in released) held.Remove(due);
            while (held.Count > Window / 2)
            {
                int at = (int)(entropy.NextUInt32() % (uint)held.Count);
                released.Add(held[at]);
                held.RemoveAt(at);
            }

            return released;
        }
    }

    [Fact]
    public void What_the_window_has_left_behind_is_dropped_and_counted()
    {
        using PathPair pair = new PathPair().Install();
        byte[]? late = null;
        pair.Wire.Transform = datagram =>
        {
            if (late is not null) return Number(datagram) == Window + 1 ? [datagram, late] : [datagram];
            late = datagram;
            return [];
        };
        for (int i = 0; i <= Window; i++) pair.Send(Numbered(i));
        for (int turn = 0; turn < 20; turn++) pair.Step();
        Assert.Equal((1, Window), (pair.Far.Sample(PathPair.Tunnel).Drops.Replay, pair.Far.Sample(PathPair.Tunnel).PacketsIn));
    }

    private static uint Number(byte[] datagram) => BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(4));

    // Of ports of its own each, so that they are not put together.
    private static byte[] Numbered(int number) =>
        Udp(Local4, Remote4, [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number], sourcePort: (ushort)(1024 + (number % 60_000)));

    private static IEnumerable<int> NumbersIn(byte[] frame) => [BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(10 + 28))];
}
