using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>A random ECP group over GF[P] (RFC 5903). The public value is x | y; the shared secret is x alone. Each has the field's length: 66 octets for 521 bits.</summary>
internal sealed class EcpGroup : KeyExchangeGroup
{
    private readonly ECCurve _curve;
    private readonly byte[] _order;

    private EcpGroup(ECCurve curve, string order)
    {
        _curve = curve;
        _order = Convert.FromHexString(order);
    }

    public static EcpGroup Ecp256 { get; } =
        new(ECCurve.NamedCurves.nistP256, "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    public static EcpGroup Ecp384 { get; } = new(
        ECCurve.NamedCurves.nistP384,
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973");

    public static EcpGroup Ecp521 { get; } = new(
        ECCurve.NamedCurves.nistP521,
        "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709" +
        "A5D03BB5C9B8899C47AEBB6FB71E91386409");

    private int FieldLength => _order.Length;

    public override Secret NewPrivateValue(IEntropy entropy) => PrivateScalar.Draw(entropy, _order);

    public override byte[] PublicValue(Secret privateValue)
    {
        using ECDiffieHellman own = Import(privateValue);
        ECPoint point = own.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }

    public override Secret? SharedSecret(Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
    {
        if (peerPublicValue.Length != 2 * FieldLength) return null;
        using ECDiffieHellman own = Import(privateValue);
        using ECDiffieHellman? peer = TryImport(peerPublicValue);
        if (peer is null) return null;
        byte[] shared = own.DeriveRawSecretAgreement(peer.PublicKey);
        var secret = new Secret(shared);
        CryptographicOperations.ZeroMemory(shared);
        return secret;
    }

    private ECDiffieHellman Import(Secret privateValue)
    {
        byte[] scalar = privateValue.Span.ToArray();
        try
        {
            return ECDiffieHellman.Create(new ECParameters { Curve = _curve, D = scalar });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    // The platform checks that the point is on the curve and says no with an exception; only a DH job pays for it.
    private ECDiffieHellman? TryImport(ReadOnlySpan<byte> publicValue)
    {
        var point = new ECPoint { X = publicValue[..FieldLength].ToArray(), Y = publicValue[FieldLength..].ToArray() };
        try
        {
            return ECDiffieHellman.Create(new ECParameters { Curve = _curve, Q = point });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
