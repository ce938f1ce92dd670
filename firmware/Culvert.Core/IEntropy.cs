namespace Culvert.Core;

/// <summary>Source of randomness: the kernel's at the edge, seeded in tests so that every run can be replayed.</summary>
public interface IEntropy
{
    void Fill(Span<byte> destination);
}
