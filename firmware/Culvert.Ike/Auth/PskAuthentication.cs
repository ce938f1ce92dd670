using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Wire;

namespace Culvert.Ike.Auth;

/// <summary>Authentication with a shared key: AUTH = prf(prf(PSK, "Key Pad for IKEv2"), SignedOctets) (RFC 7296 section 2.15).</summary>
internal static class PskAuthentication
{
    private static ReadOnlySpan<byte> KeyPad => "Key Pad for IKEv2"u8;

    /// <param name="message">The signer's IKE_SA_INIT message, as it went on the wire.</param>
    /// <param name="peerNonce">The nonce of the other side.</param>
    /// <param name="skP">SK_pi for the initiator's AUTH, SK_pr for the responder's.</param>
    public static byte[] Compute(PrfAlgorithm prf, Secret psk, ReadOnlySpan<byte> message, ReadOnlySpan<byte> peerNonce, Secret skP, Identity signer)
    {
        using Secret padded = Apply(prf, psk, KeyPad);
        using Secret signedId = Apply(prf, skP, IdentificationPayload.BodyOf(signer));
        using var function = new Prf(prf, padded.Span);
        function.Append(message);
        function.Append(peerNonce);
        function.Append(signedId.Span);
        byte[] auth = new byte[prf.Length()];
        function.Finish(auth);
        return auth;
    }

    /// <summary>In constant time; the right length is no secret.</summary>
    public static bool Verify(AuthenticationPayload payload, ReadOnlySpan<byte> expected) =>
        payload.Method == AuthenticationPayload.SharedKey && CryptographicOperations.FixedTimeEquals(payload.Data, expected);

    private static Secret Apply(PrfAlgorithm prf, Secret key, ReadOnlySpan<byte> data)
    {
        using var function = new Prf(prf, key.Span);
        function.Append(data);
        return function.Finish();
    }
}
