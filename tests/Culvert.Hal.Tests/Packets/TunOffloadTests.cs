using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Tests.Packets;

/// <summary>What kernels of other ages take of a TUN device's offloads.</summary>
public sealed class TunOffloadTests
{
    [Theory]
    [InlineData(0x6f, 0x6f)]
    [InlineData(0x0f, 0x0f)] // before 6.2
    [InlineData(0x07, 0x07)]
    [InlineData(0x01, 0x01)]
    [InlineData(0x00, 0x00)]
    public void The_best_that_is_accepted_is_taken(int known, int taken) =>
        Assert.Equal((TunOffloads)taken, LinuxTun.Best(wanted => known != 0 && ((int)wanted & ~known) == 0));
}
