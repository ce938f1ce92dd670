namespace Culvert.Hal.Nics;

/// <summary>The network ports of the machine.</summary>
public interface INicInventory
{
    /// <summary>Every port that is hardware and an Ethernet, by name; none where the machine does not say.</summary>
    IReadOnlyList<Nic> GetNics();
}
