using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Tests.Packets;

public sealed class LinuxPacketWaiterTests
{
    private readonly LinuxPacketPlatform _platform = new(_ => { });

    [Fact]
    public void Waking_ends_the_next_wait_and_only_that()
    {
        using IPacketWaiter waiter = _platform.CreateWaiter();
        using IWakeSignal source = _platform.CreateSignal();
        waiter.Watch([source]);
        waiter.Wake();
        waiter.Wait();
        Assert.False(waiter.IsReady(0));
        source.Raise(); // else the next wait would never end
        waiter.Wait();
        Assert.True(waiter.IsReady(0));
    }

    [Fact]
    public void Each_source_is_told_apart_and_one_without_a_descriptor_is_never_ready()
    {
        using IPacketWaiter waiter = _platform.CreateWaiter();
        using IWakeSignal quiet = _platform.CreateSignal(), raised = _platform.CreateSignal();
        waiter.Watch([quiet, new Nothing(), raised]);
        raised.Raise();
        waiter.Wait();
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(waiter.IsReady));
    }

    private sealed class Nothing : IPacketSource
    {
        public int Descriptor => -1;

        public void Dispose()
        {
        }
    }
}
