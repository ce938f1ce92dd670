namespace Culvert.Hal;

/// <summary>A network device. <paramref name="Mtu"/> in octets.</summary>
/// <param name="IsUp">Somebody has switched it on.</param>
public sealed record KernelLink(int Index, string Name, int Mtu, bool IsUp, bool IsLoopback)
{
    /// <summary>It is up and its cable, or what it has in place of one, leads somewhere.</summary>
    public bool HasCarrier { get; init; } = IsUp;
}
