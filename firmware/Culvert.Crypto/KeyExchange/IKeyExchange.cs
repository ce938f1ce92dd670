using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// Diffie-Hellman over the groups of <see cref="DhGroup"/>. Stateless and safe on any thread: the two computing
/// members are slow and run in jobs. Replaceable, so that a simulation of many gateways can use toy arithmetic.
/// </summary>
public interface IKeyExchange
{
    /// <summary>Draws a private value for the group; cheap. The caller disposes it.</summary>
    Secret NewPrivateValue(DhGroup group, IEntropy entropy);

    /// <summary>The public value for a KE payload, exactly <see cref="AlgorithmInfo.PublicValueLength"/> octets.</summary>
    byte[] PublicValue(DhGroup group, Secret privateValue);

    /// <summary>
    /// g^ir with its leading zeros (RFC 7296 section 2.14; ECP: the x coordinate, RFC 5903 section 7),
    /// or null when the peer's value is of the wrong length or fails the checks of RFC 6989.
    /// </summary>
    Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue);
}
