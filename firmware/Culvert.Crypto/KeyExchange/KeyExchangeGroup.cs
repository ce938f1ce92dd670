using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>The arithmetic of one group; the contract is that of <see cref="IKeyExchange"/>.</summary>
internal abstract class KeyExchangeGroup
{
    public abstract Secret NewPrivateValue(IEntropy entropy);

    public abstract byte[] PublicValue(Secret privateValue);

    public abstract Secret? SharedSecret(Secret privateValue, ReadOnlySpan<byte> peerPublicValue);
}
