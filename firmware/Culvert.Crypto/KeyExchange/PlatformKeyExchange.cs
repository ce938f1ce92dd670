using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>The real arithmetic: MODP through libcrypto's constant-time functions, ECP through the platform, X25519 by BouncyCastle.</summary>
public sealed class PlatformKeyExchange : IKeyExchange
{
    // Lengths of private values follow the upper estimates of RFC 3526 section 8, group 2's are those of group 5.
    private static readonly Dictionary<DhGroup, KeyExchangeGroup> Groups = new()
    {
        [DhGroup.Modp1024] = new SafePrimeGroup(ModpPrimes.Modp1024, privateLength: 32),
        [DhGroup.Modp1536] = new SafePrimeGroup(ModpPrimes.Modp1536, privateLength: 32),
        [DhGroup.Modp2048] = new SafePrimeGroup(ModpPrimes.Modp2048, privateLength: 40),
        [DhGroup.Modp3072] = new SafePrimeGroup(ModpPrimes.Modp3072, privateLength: 53),
        [DhGroup.Modp4096] = new SafePrimeGroup(ModpPrimes.Modp4096, privateLength: 60),
        [DhGroup.Modp6144] = new SafePrimeGroup(ModpPrimes.Modp6144, privateLength: 68),
        [DhGroup.Modp8192] = new SafePrimeGroup(ModpPrimes.Modp8192, privateLength: 78),
        [DhGroup.Ecp256] = EcpGroup.Ecp256,
        [DhGroup.Ecp384] = EcpGroup.Ecp384,
        [DhGroup.Ecp521] = EcpGroup.Ecp521,
        [DhGroup.Modp1024s160] = new PrimeSubgroup(
            SubgroupConstants.Modp1024s160Prime, SubgroupConstants.Modp1024s160Generator, SubgroupConstants.Modp1024s160Order),
        [DhGroup.Modp2048s224] = new PrimeSubgroup(
            SubgroupConstants.Modp2048s224Prime, SubgroupConstants.Modp2048s224Generator, SubgroupConstants.Modp2048s224Order),
        [DhGroup.Modp2048s256] = new PrimeSubgroup(
            SubgroupConstants.Modp2048s256Prime, SubgroupConstants.Modp2048s256Generator, SubgroupConstants.Modp2048s256Order),
        [DhGroup.X25519] = new X25519Group(),
    };

    public static PlatformKeyExchange Instance { get; } = new();

    public Secret NewPrivateValue(DhGroup group, IEntropy entropy) => For(group).NewPrivateValue(entropy);

    public byte[] PublicValue(DhGroup group, Secret privateValue) => For(group).PublicValue(privateValue);

    public Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue) =>
        For(group).SharedSecret(privateValue, peerPublicValue);

    private static KeyExchangeGroup For(DhGroup group) => Groups.TryGetValue(group, out KeyExchangeGroup? arithmetic)
        ? arithmetic
        : throw new ArgumentOutOfRangeException(nameof(group), group, "not a key exchange group");
}
