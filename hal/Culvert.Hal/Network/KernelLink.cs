namespace Culvert.Hal;

/// <summary>A network device. <paramref name="Mtu"/> in octets.</summary>
public sealed record KernelLink(int Index, string Name, int Mtu, bool IsUp, bool IsLoopback);
