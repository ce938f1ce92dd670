using Culvert.Hal.Linux;

namespace Culvert.Hal.Tests.Linux;

public sealed class DeviceCounterTests
{
    [Fact]
    public void Drops_on_the_way_out_are_read_by_the_devices_name()
    {
        var counters = new DeviceCounters("""
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:  185740     927    0    0    0     0          0         0   185740     927    0    0    0     0       0          0
            OurTunnel1:  10 1    2    3    0     0          0         0 176871 116 4 99    0     0       0          0
            Tunnel1:  10 1    2    3    0     0          0         0 176871 116 4 4321    0     0       0          0
            cut:  10 1

            """);
        Assert.Equal((0, 4321, 0, 0), (counters.SendDrops("lo"), counters.SendDrops("Tunnel1"), counters.SendDrops("cut"), counters.SendDrops("eth0")));
        Assert.Equal(99, counters.SendDrops("OurTunnel1"));
    }

    [Fact]
    public void This_machine_shows_them()
    {
        using var network = new LinuxNetwork();
        Assert.Equal(0, network.GetCounters().SendDrops("no such device"));
    }
}
