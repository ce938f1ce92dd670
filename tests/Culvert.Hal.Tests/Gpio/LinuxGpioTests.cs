using Culvert.Core;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Gpio;

namespace Culvert.Hal.Tests.Gpio;

/// <summary>What can be said of the real drivers without a GPIO chip.</summary>
public sealed class LinuxGpioTests
{
    [Theory]
    [InlineData(GpioDriverKind.Chardev)]
    [InlineData(GpioDriverKind.Libgpiod)]
    public void Without_the_chip_every_pin_says_so(GpioDriverKind driver)
    {
        var pin = new Pin("LED0", 17);
        using IGpioDevice device = LinuxGpio.Open(new GpioDescription(driver, "no-such-chip", [pin]), new LinuxClock());
        // A driver that never came to be has a finalizer all the same, and one that throws ends the process.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        string words = Assert.Throws<PinUnavailableException>(() => device.CreateDigitalOutputPort(pin)).Message;
        Assert.StartsWith("pin LED0: no GPIO chip 'no-such-chip', there ", words, StringComparison.Ordinal);
        Assert.EndsWith("set gpio.chip in board.json to one of them or load its driver", words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernels_structures_have_the_sizes_that_its_calls_name()
    {
        unsafe
        {
            Assert.Equal(Size(Libc.GpioGetChipInfo), sizeof(Libc.GpioChipInfo));
            Assert.Equal(Size(Libc.GpioGetLineInfo), sizeof(Libc.GpioLineInfo));
            Assert.Equal(Size(Libc.GpioGetLine), sizeof(Libc.GpioLineRequest));
            Assert.Equal(Size(Libc.GpioSetConfig), sizeof(Libc.GpioLineConfig));
            Assert.Equal(Size(Libc.GpioGetValues), sizeof(Libc.GpioLineValues));
            Assert.Equal(Size(Libc.GpioSetValues), sizeof(Libc.GpioLineValues));
            Assert.Equal(48, sizeof(Libc.GpioLineEvent));
            Assert.Equal(60, sizeof(Libc.TerminalSettings));
            Assert.Equal(Size(Libc.WatchdogGetSupport), sizeof(Libc.WatchdogInfo));
        }

        // An ioctl's number has the size of its argument in bits 16 to 29.
        static int Size(nuint request) => (int)(request >> 16) & 0x3fff;
    }

    [Fact]
    public void The_kernels_event_clock_converts_to_ours()
    {
        var clock = new LinuxClock();
        Instant before = clock.Now;
        Instant converted = LinuxClock.FromMonotonic(Environment.TickCount64 * 1_000_000);
        Assert.InRange(converted.Nanoseconds, (before - TimeSpan.FromMilliseconds(100)).Nanoseconds, clock.Now.Nanoseconds);
        Assert.True(LinuxClock.FromMonotonic(long.MaxValue / 4) <= clock.Now);
    }
}
