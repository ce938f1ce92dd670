using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Testing;

/// <summary>
/// A key exchange that is fast, symmetric and worthless: the public value is the private one. For simulations of many
/// handshakes; lengths and refusals are those of the real groups.
/// </summary>
public sealed class ToyKeyExchange : IKeyExchange
{
    public Secret NewPrivateValue(DhGroup group, IEntropy entropy) => new(entropy.Bytes(32));

    public byte[] PublicValue(DhGroup group, Secret privateValue)
    {
        byte[] value = new byte[group.PublicValueLength()];
        privateValue.Span.CopyTo(value);
        return value;
    }

    public Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
    {
        if (peerPublicValue.Length != group.PublicValueLength() || !peerPublicValue.ContainsAnyExcept((byte)0)) return null;
        byte[] mixed = PublicValue(group, privateValue);
        for (int i = 0; i < mixed.Length; i++) mixed[i] ^= peerPublicValue[i];
        return new Secret(SHA256.HashData(mixed));
    }
}
