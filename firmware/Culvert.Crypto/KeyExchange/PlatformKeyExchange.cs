using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>The real arithmetic: MODP through libcrypto's constant-time functions, ECP through the platform.</summary>
public sealed class PlatformKeyExchange : IKeyExchange
{
    public static PlatformKeyExchange Instance { get; } = new();

    public Secret NewPrivateValue(DhGroup group, IEntropy entropy) => For(group).NewPrivateValue(entropy);

    public byte[] PublicValue(DhGroup group, Secret privateValue) => For(group).PublicValue(privateValue);

    public Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue) =>
        For(group).SharedSecret(privateValue, peerPublicValue);

    private static KeyExchangeGroup For(DhGroup group) => group switch
    {
        DhGroup.Modp1024 => ModpGroup.Modp1024,
        DhGroup.Modp2048 => ModpGroup.Modp2048,
        DhGroup.Ecp256 => EcpGroup.Ecp256,
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "not a key exchange group"),
    };
}
