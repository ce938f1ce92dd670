namespace Culvert.Hal.Nics;

/// <summary>A network port that is hardware.</summary>
/// <param name="Name">What the kernel calls it today: "eth0".</param>
/// <param name="BusPath">Where it hangs: its device's path below /sys/devices, which does not depend on the order of detection.</param>
/// <param name="Driver">The kernel driver; empty when it has none.</param>
/// <param name="Mac">Six octets in hexadecimal with colons.</param>
public sealed record Nic(string Name, string BusPath, string Driver, string Mac);
