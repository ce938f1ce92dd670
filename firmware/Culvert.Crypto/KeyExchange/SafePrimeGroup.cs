using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>A MODP group whose prime is safe, with generator 2 (RFC 2409 section 6.2, RFC 3526).</summary>
/// <param name="privateLength">Octets of a private value.</param>
internal sealed class SafePrimeGroup(string prime, int privateLength) : ModpGroup(prime, [2])
{
    public override Secret NewPrivateValue(IEntropy entropy)
    {
        byte[] exponent = entropy.Bytes(privateLength);
        exponent[0] |= 0x80;
        var secret = new Secret(exponent);
        CryptographicOperations.ZeroMemory(exponent);
        return secret;
    }

    // Its subgroups have the orders 1, 2, (p - 1) / 2 and p - 1: the range says all (RFC 6989 section 2.1).
    protected override bool IsMember(ReadOnlySpan<byte> value) => true;
}
