using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto.LibCrypto;

namespace Culvert.Crypto;

/// <summary>A MODP group: a safe prime with generator 2 (RFC 2409 section 6.2, RFC 3526).</summary>
internal sealed class ModpGroup : KeyExchangeGroup
{
    private readonly byte[] _prime;
    private readonly int _privateLength;

    private ModpGroup(string prime, int privateLength)
    {
        _prime = Convert.FromHexString(prime);
        _privateLength = privateLength;
    }

    public static ModpGroup Modp1024 { get; } = new(Primes.Modp1024, privateLength: 32);

    // 320 bits is RFC 3526 section 8's upper estimate for this group.
    public static ModpGroup Modp2048 { get; } = new(Primes.Modp2048, privateLength: 40);

    public override Secret NewPrivateValue(IEntropy entropy)
    {
        byte[] exponent = entropy.Bytes(_privateLength);
        exponent[0] |= 0x80;
        var secret = new Secret(exponent);
        CryptographicOperations.ZeroMemory(exponent);
        return secret;
    }

    public override byte[] PublicValue(Secret privateValue)
    {
        byte[] result = new byte[_prime.Length];
        Power([2], privateValue, result);
        return result;
    }

    public override Secret? SharedSecret(Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
    {
        if (!IsAcceptable(peerPublicValue)) return null;
        byte[] result = new byte[_prime.Length];
        Power(peerPublicValue, privateValue, result);
        var secret = new Secret(result);
        CryptographicOperations.ZeroMemory(result);
        return secret;
    }

    /// <summary>1 &lt; y &lt; p - 1, which is enough for a safe prime (RFC 6989 section 2.1), at full length.</summary>
    private bool IsAcceptable(ReadOnlySpan<byte> value)
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

    private void Power(ReadOnlySpan<byte> value, Secret exponent, Span<byte> result)
    {
        using BigNumber number = BigNumber.FromBigEndian(value);
        using BigNumber power = BigNumber.FromBigEndian(exponent.Span);
        using BigNumber modulus = BigNumber.FromBigEndian(_prime);
        number.PowerModulo(power, modulus, result);
    }

    private static class Primes
    {
        public const string Modp1024 =
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
            "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
            "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF";

        public const string Modp2048 =
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
            "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
            "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
            "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
            "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
            "15728E5A8AACAA68FFFFFFFFFFFFFFFF";
    }
}
