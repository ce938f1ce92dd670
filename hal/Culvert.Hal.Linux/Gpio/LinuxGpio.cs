using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Linux.Gpio;

/// <summary>The GPIO device of a board that has one.</summary>
public static class LinuxGpio
{
    /// <summary>Always answers with a device: without a chip, one that says of each pin why it cannot be had.</summary>
    /// <param name="board">Its driver is not <see cref="GpioDriverKind.Simulated"/>.</param>
    public static IGpioDevice Open(GpioDescription board, IMonotonicClock clock)
    {
        ArgumentNullException.ThrowIfNull(board);
        try
        {
            GpioDriver driver = board.Driver == GpioDriverKind.Libgpiod ? OpenLibrary(board.Chip) : new ChardevGpioDriver(board.Chip);
            return new GpioDevice(new GpioController(driver), clock, TimeProvider.System, (driver as ChardevGpioDriver)?.Thread);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new MissingGpioDevice(problem.Message);
        }
    }

    // The kernel is asked by label; the library only knows numbers.
    private static GpioDriver OpenLibrary(string? wanted)
    {
        int number;
        using (GpioChip chip = GpioChip.Open(wanted)) number = chip.Number;
        return TryOpen(() => new LibGpiodV2Driver(number)) ?? TryOpen(() => new LibGpiodDriver(number))
            ?? throw new IOException("libgpiod is not installed, gpio.driver in board.json, use the driver chardev, which needs no library, or install libgpiod");
    }

    private static GpioDriver? TryOpen(Func<GpioDriver> open)
    {
        try
        {
            return open();
        }
        catch (Exception absent) when (absent is DllNotFoundException or PlatformNotSupportedException or GpiodException)
        {
            return null;
        }
    }
}
