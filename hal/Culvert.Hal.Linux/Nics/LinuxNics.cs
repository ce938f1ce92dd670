using Culvert.Hal.Nics;

namespace Culvert.Hal.Linux.Nics;

/// <summary>/sys/class/net: the ports that have a device under them.</summary>
/// <param name="root">Where sysfs is mounted; tests have a tree of their own.</param>
public sealed class LinuxNics(string root = "/sys") : INicInventory
{
    public IReadOnlyList<Nic> GetNics()
    {
        string all = Path.Combine(root, "class/net");
        if (!Directory.Exists(all)) return [];
        return [.. Directory.EnumerateFileSystemEntries(all).Order(StringComparer.Ordinal).Select(Read).OfType<Nic>()];
    }

    private Nic? Read(string link)
    {
        // A port may vanish while we look (USB).
        try
        {
            string port = RealPath.Of(link);
            string device = Path.Combine(port, "device");
            // Bridges, VLANs and tunnels have no device; wireless ports have one and say what they are.
            if (!Directory.Exists(device) || File.ReadLines(Path.Combine(port, "uevent")).Any(line => line.StartsWith("DEVTYPE=", StringComparison.Ordinal))) return null;
            string driver = Path.Combine(device, "driver");
            return new Nic(
                Path.GetFileName(port),
                Path.GetRelativePath(RealPath.Of(Path.Combine(root, "devices")), RealPath.Of(device)),
                Directory.Exists(driver) ? Path.GetFileName(RealPath.Of(driver)) : "",
                File.ReadAllText(Path.Combine(port, "address")).Trim());
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
