using Culvert.Core;

namespace Culvert.Testing;

/// <summary>Deterministic randomness: the same seed gives the same bytes on every machine.</summary>
public sealed class SeededEntropy(ulong seed) : IEntropy
{
    private ulong _state = seed;

    public void Fill(Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++) destination[i] = (byte)(Next() >> 24);
    }

    // SplitMix64: tiny, well mixed from any seed, including 0.
    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
