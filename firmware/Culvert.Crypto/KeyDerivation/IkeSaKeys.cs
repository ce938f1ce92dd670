using System.Buffers.Binary;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// The seven keys of an IKE SA (RFC 7296 section 2.14). Integrity keys are empty and encryption keys carry their salt
/// behind them with an AEAD cipher (RFC 5282 section 7.1).
/// </summary>
public sealed class IkeSaKeys : IDisposable
{
    private IkeSaKeys(PrfPlus stream, IkeProposal suite)
    {
        int integrity = suite.Integrity.KeyLength();
        int encryption = (suite.KeyBits / 8) + suite.Encryption.SaltLength();
        int prf = suite.Prf.Length();
        D = stream.Take(prf);
        Ai = stream.Take(integrity);
        Ar = stream.Take(integrity);
        Ei = stream.Take(encryption);
        Er = stream.Take(encryption);
        Pi = stream.Take(prf);
        Pr = stream.Take(prf);
    }

    /// <summary>SK_d: what CHILD SA keys and the next SKEYSEED come from.</summary>
    public Secret D { get; }

    public Secret Ai { get; }

    public Secret Ar { get; }

    public Secret Ei { get; }

    public Secret Er { get; }

    public Secret Pi { get; }

    public Secret Pr { get; }

    /// <summary>prf+(SKEYSEED, Ni | Nr | SPIi | SPIr), cut in the order of the RFC.</summary>
    public static IkeSaKeys Derive(
        IkeProposal suite, Secret skeySeed, ReadOnlySpan<byte> initiatorNonce, ReadOnlySpan<byte> responderNonce,
        ulong initiatorSpi, ulong responderSpi)
    {
        ArgumentNullException.ThrowIfNull(suite);
        Span<byte> spis = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(spis, initiatorSpi);
        BinaryPrimitives.WriteUInt64BigEndian(spis[8..], responderSpi);
        using var stream = new PrfPlus(suite.Prf, skeySeed, [.. initiatorNonce, .. responderNonce, .. spis]);
        return new IkeSaKeys(stream, suite);
    }

    public void Dispose()
    {
        foreach (Secret key in (ReadOnlySpan<Secret>)[D, Ai, Ar, Ei, Er, Pi, Pr]) key.Dispose();
    }
}
