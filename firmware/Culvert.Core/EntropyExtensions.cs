using System.Buffers.Binary;

namespace Culvert.Core;

public static class EntropyExtensions
{
    public static byte[] Bytes(this IEntropy entropy, int count)
    {
        byte[] bytes = new byte[count];
        entropy.Fill(bytes);
        return bytes;
    }

    public static uint NextUInt32(this IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[4];
        entropy.Fill(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public static ulong NextUInt64(this IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[8];
        entropy.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>A number in [0, 1).</summary>
    public static double NextDouble(this IEntropy entropy) => (entropy.NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A duration drawn evenly from [<paramref name="shortest"/>, <paramref name="longest"/>).</summary>
    public static TimeSpan Between(this IEntropy entropy, TimeSpan shortest, TimeSpan longest) =>
        shortest + ((longest - shortest) * entropy.NextDouble());
}
