using Culvert.Hal.Leds;

namespace Culvert.Hal.Linux.Leds;

/// <summary>/sys/class/leds.</summary>
/// <param name="root">Where sysfs is mounted; tests have a tree of their own.</param>
public sealed class LinuxKernelLeds(string root = "/sys") : IKernelLeds
{
    public ILed Open(string name, string kernelName)
    {
        string directory = Path.Combine(root, "class/leds", kernelName);
        if (!Directory.Exists(directory)) throw new IOException($"there is no {directory}, {KnownLeds()}");
        try
        {
            return new SysfsLed(name, directory);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"{directory} may not be written, run as root", refused);
        }
    }

    private string KnownLeds()
    {
        string all = Path.Combine(root, "class/leds");
        string[] names = Directory.Exists(all) ? [.. Directory.EnumerateFileSystemEntries(all).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)] : [];
        return names.Length == 0 ? "the kernel has no LEDs" : $"the kernel's LEDs are {string.Join(", ", names)}";
    }
}
