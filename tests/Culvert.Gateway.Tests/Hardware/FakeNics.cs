using Culvert.Hal.Nics;

namespace Culvert.Gateway.Tests.Hardware;

/// <summary>Ports that a test plugs in and out.</summary>
internal sealed class FakeNics(params Nic[] nics) : INicInventory
{
    public List<Nic> Nics { get; } = [.. nics];

    public IReadOnlyList<Nic> GetNics() => Nics;
}
