namespace Culvert.Hal;

/// <summary>Kernel settings by their path below /proc/sys, for example "net/ipv4/conf/eth0/forwarding".</summary>
public interface ISysctl
{
    /// <summary>The value without its line end; null when the kernel has no such setting.</summary>
    string? Read(string path);

    /// <summary>False when the setting is gone (its device was removed). Throws <see cref="KernelException"/> when refused.</summary>
    bool TryWrite(string path, string value);

    /// <summary>Names below a directory, for example the devices of "net/ipv6/conf"; empty when there is none.</summary>
    IReadOnlyList<string> List(string path);
}
