namespace Culvert.Crypto.Packet;

/// <summary>Texts that are given to the same provider; lengths in octets.</summary>
internal sealed class AeadSizeClass(int longest, int sample, int repeats)
{
    /// <summary>From the shortest.</summary>
    public static IReadOnlyList<AeadSizeClass> All { get; } = [new(512, 64, 128), new(4096, 1400, 64), new(int.MaxValue, 8900, 16)];

    public int Longest { get; } = longest;

    /// <summary>What is measured for the class: an acknowledgement, a full packet, a jumbo frame.</summary>
    public int Sample { get; } = sample;

    /// <summary>So that each measurement takes tens of microseconds, far more than the clock's own error.</summary>
    public int Repeats { get; } = repeats;
}
