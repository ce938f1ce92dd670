using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto.LibCrypto;

namespace Culvert.Crypto;

/// <summary>A group of numbers modulo a prime, by libcrypto's constant-time exponentiation.</summary>
/// <param name="generator">Big-endian.</param>
internal abstract class ModpGroup(string prime, byte[] generator) : KeyExchangeGroup
{
    private readonly byte[] _prime = Convert.FromHexString(prime);

    public override byte[] PublicValue(Secret privateValue)
    {
        byte[] result = new byte[_prime.Length];
        Power(generator, privateValue.Span, result);
        return result;
    }

    public override Secret? SharedSecret(Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
    {
        if (!IsInside(peerPublicValue) || !IsMember(peerPublicValue)) return null;
        byte[] result = new byte[_prime.Length];
        Power(peerPublicValue, privateValue.Span, result);
        var secret = new Secret(result);
        CryptographicOperations.ZeroMemory(result);
        return secret;
    }

    /// <summary>Whether a value between 1 and p - 1 may be used (RFC 6989 section 2).</summary>
    protected abstract bool IsMember(ReadOnlySpan<byte> value);

    /// <summary>value ^ exponent modulo the prime, at the prime's length.</summary>
    protected void Power(ReadOnlySpan<byte> value, ReadOnlySpan<byte> exponent, Span<byte> result)
    {
        using BigNumber number = BigNumber.FromBigEndian(value);
        using BigNumber power = BigNumber.FromBigEndian(exponent);
        using BigNumber modulus = BigNumber.FromBigEndian(_prime);
        number.PowerModulo(power, modulus, result);
    }

    /// <summary>1 &lt; y &lt; p - 1, at full length.</summary>
    private bool IsInside(ReadOnlySpan<byte> value)
    {
        if (value.Length != _prime.Length) return false;
        bool aboveOne = value[..^1].ContainsAnyExcept((byte)0) || value[^1] > 1;
        return aboveOne && value.SequenceCompareTo(PrimeMinusOne()) < 0;
    }

    // The prime is odd, so that only its last octet changes.
    private byte[] PrimeMinusOne()
    {
        byte[] value = (byte[])_prime.Clone();
        value[^1]--;
        return value;
    }
}
