using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>SKEYSEED, the root of an IKE SA's keys. The caller disposes what it gets.</summary>
public static class SkeySeed
{
    /// <summary>prf(Ni | Nr, g^ir) (RFC 7296 section 2.14).</summary>
    public static Secret Initial(PrfAlgorithm prf, ReadOnlySpan<byte> initiatorNonce, ReadOnlySpan<byte> responderNonce, Secret shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        using var function = new Prf(prf, [.. initiatorNonce, .. responderNonce]);
        function.Append(shared.Span);
        return function.Finish();
    }

    /// <summary>prf(SK_d of the old IKE SA, g^ir (new) | Ni | Nr) with the old IKE SA's prf (RFC 7296 section 2.18).</summary>
    public static Secret Rekeyed(
        PrfAlgorithm oldPrf, Secret oldSkD, Secret shared, ReadOnlySpan<byte> initiatorNonce, ReadOnlySpan<byte> responderNonce)
    {
        ArgumentNullException.ThrowIfNull(oldSkD);
        ArgumentNullException.ThrowIfNull(shared);
        using var function = new Prf(oldPrf, oldSkD.Span);
        function.Append(shared.Span);
        function.Append(initiatorNonce);
        function.Append(responderNonce);
        return function.Finish();
    }
}
