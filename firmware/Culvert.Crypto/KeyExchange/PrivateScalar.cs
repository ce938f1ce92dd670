using System.Numerics;
using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>Private values of groups of prime order: uniform from 1 to the order less 1.</summary>
internal static class PrivateScalar
{
    /// <param name="order">Big-endian, without leading zeros; the value has its length.</param>
    public static Secret Draw(IEntropy entropy, ReadOnlySpan<byte> order)
    {
        byte[] candidate = new byte[order.Length];
        byte topBits = (byte)((1 << (BitOperations.Log2(order[0]) + 1)) - 1);
        do
        {
            entropy.Fill(candidate);
            candidate[0] &= topBits;
        }
        while (!candidate.AsSpan().ContainsAnyExcept((byte)0) || candidate.AsSpan().SequenceCompareTo(order) >= 0);
        var secret = new Secret(candidate);
        CryptographicOperations.ZeroMemory(candidate);
        return secret;
    }
}
