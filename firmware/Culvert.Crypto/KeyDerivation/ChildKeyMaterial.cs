using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>KEYMAT of a CHILD SA (RFC 7296 section 2.17). Initiator and responder are those of the exchange that makes it.</summary>
/// <param name="InitiatorToResponder">Keys of what the exchange's initiator sends; cut first.</param>
public sealed record ChildKeyMaterial(EspKeys InitiatorToResponder, EspKeys ResponderToInitiator)
{
    /// <summary>prf+(SK_d, [g^ir (new)] | Ni | Nr); <paramref name="shared"/> is null without a key exchange of its own.</summary>
    public static ChildKeyMaterial Derive(
        PrfAlgorithm prf, Secret skD, Secret? shared, ReadOnlySpan<byte> initiatorNonce, ReadOnlySpan<byte> responderNonce, EspProposal suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ReadOnlySpan<byte> secret = shared is null ? default : shared.Span;
        byte[] seed = [.. secret, .. initiatorNonce, .. responderNonce];
        using var stream = new PrfPlus(prf, skD, seed);
        CryptographicOperations.ZeroMemory(seed);
        return new ChildKeyMaterial(TakeKeys(stream, suite), TakeKeys(stream, suite));
    }

    private static EspKeys TakeKeys(PrfPlus stream, EspProposal suite) =>
        new(stream.Take((suite.KeyBits / 8) + suite.Encryption.SaltLength()), stream.Take(suite.Integrity.KeyLength()));
}
