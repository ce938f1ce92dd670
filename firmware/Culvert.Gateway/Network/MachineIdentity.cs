namespace Culvert.Gateway.Network;

/// <summary>Tells one boot, and one network namespace, from another.</summary>
internal static class MachineIdentity
{
    public static string Current { get; } = $"{BootId()} {new FileInfo("/proc/self/ns/net").LinkTarget}";

    private static string BootId() => File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";
}
