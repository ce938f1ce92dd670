using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>Our inbound ESP SPIs: random, unique on the box, above the reserved range (RFC 4303 section 2.1).</summary>
internal sealed class EspSpis(IEntropy entropy)
{
    private readonly HashSet<uint> _used = [];

    public uint Allocate()
    {
        uint spi;
        do spi = entropy.NextUInt32();
        while (spi <= byte.MaxValue || !_used.Add(spi));
        return spi;
    }

    public void Release(uint spi) => _used.Remove(spi);
}
