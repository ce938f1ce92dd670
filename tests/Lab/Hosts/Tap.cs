namespace Culvert.Lab.Hosts;

/// <summary>A cable between an emulated machine and a host of the laboratory: TAP on the emulator's side.</summary>
internal static class Tap
{
    public static void Add(Host emulator, string name)
    {
        emulator.Run("ip", "tuntap", "add", name, "mode", "tap");
        emulator.Run("ip", "link", "set", name, "up");
    }

    /// <summary>Takes the other end to a host, under a name of its own there. The emulator must have it open.</summary>
    public static void Plug(Host emulator, string name, Host host, string device)
    {
        emulator.Run("ip", "link", "set", name, "netns", host.Namespace, "name", device);
        host.Run("ip", "link", "set", device, "up");
    }
}
