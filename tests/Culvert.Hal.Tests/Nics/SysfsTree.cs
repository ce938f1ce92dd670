namespace Culvert.Hal.Tests.Nics;

/// <summary>A made-up sysfs in a temporary directory, with its symbolic links.</summary>
internal sealed class SysfsTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sysfs").FullName;

    public SysfsTree Nic(string name, string device, string driver, string mac, string? kind = null)
    {
        string port = Path.Combine(Root, "devices", device, "net", name);
        Directory.CreateDirectory(port);
        string driverDirectory = Path.Combine(Root, "bus/drivers", driver);
        Directory.CreateDirectory(driverDirectory);
        if (!Directory.Exists(Path.Combine(Root, "devices", device, "driver")))
            Link(Path.Combine(Root, "devices", device, "driver"), driverDirectory);
        Link(Path.Combine(port, "device"), Path.Combine(Root, "devices", device));
        File.WriteAllText(Path.Combine(port, "address"), mac + "\n");
        File.WriteAllText(Path.Combine(port, "uevent"), (kind is null ? "" : $"DEVTYPE={kind}\n") + $"INTERFACE={name}\nIFINDEX=2\n");
        return InClass("net", name, port);
    }

    public SysfsTree Virtual(string name)
    {
        string port = Path.Combine(Root, "devices/virtual/net", name);
        Directory.CreateDirectory(port);
        File.WriteAllText(Path.Combine(port, "address"), "00:00:00:00:00:00\n");
        File.WriteAllText(Path.Combine(port, "uevent"), $"INTERFACE={name}\n");
        return InClass("net", name, port);
    }

    public SysfsTree Led(string name, string most = "255")
    {
        string led = Path.Combine(Root, "devices/platform/leds/leds", name);
        Directory.CreateDirectory(led);
        File.WriteAllText(Path.Combine(led, "brightness"), "0\n");
        File.WriteAllText(Path.Combine(led, "max_brightness"), most + "\n");
        File.WriteAllText(Path.Combine(led, "trigger"), "none [timer] heartbeat\n");
        return InClass("leds", name, led);
    }

    public string LedFile(string name, string file) => File.ReadAllText(Path.Combine(Root, "class/leds", name, file));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private SysfsTree InClass(string kind, string name, string target)
    {
        Directory.CreateDirectory(Path.Combine(Root, "class", kind));
        Link(Path.Combine(Root, "class", kind, name), target);
        return this;
    }

    // Relative, as the kernel makes them.
    private static void Link(string path, string target) =>
        File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, target));
}
