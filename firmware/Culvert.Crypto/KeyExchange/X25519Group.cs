using System.Security.Cryptography;
using Culvert.Core;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Culvert.Crypto;

/// <summary>
/// Curve25519 (RFC 8031), little-endian as RFC 7748 has it. Any 32 octets are a public value; what tells a point of small
/// order is that the secret becomes zero, and that is refused (RFC 7748 section 6.1).
/// </summary>
internal sealed class X25519Group : KeyExchangeGroup
{
    private const int Length = X25519.PointSize;

    // Nine, and zeros.
    private static ReadOnlySpan<byte> BasePoint => [9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public override Secret NewPrivateValue(IEntropy entropy)
    {
        byte[] scalar = entropy.Bytes(Length);
        var secret = new Secret(scalar);
        CryptographicOperations.ZeroMemory(scalar);
        return secret;
    }

    public override byte[] PublicValue(Secret privateValue)
    {
        byte[] result = new byte[Length];
        // The library's own way with the base point is quicker by some microseconds, but brings all of Ed25519 with it: 30 KB.
        X25519.ScalarMult(privateValue.Span, BasePoint, result);
        return result;
    }

    public override Secret? SharedSecret(Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
    {
        if (peerPublicValue.Length != Length) return null;
        Span<byte> shared = stackalloc byte[Length];
        // False when the result is all zeros; looked at in constant time.
        if (!X25519.CalculateAgreement(privateValue.Span, peerPublicValue, shared)) return null;
        var secret = new Secret(shared);
        CryptographicOperations.ZeroMemory(shared);
        return secret;
    }
}
