using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>A random ECP group over GF[P] (RFC 5903). The public value is x | y; the shared secret is x alone.</summary>
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

    private int FieldLength => _order.Length;

    public override Secret NewPrivateValue(IEntropy entropy)
    {
        byte[] candidate = new byte[FieldLength];
        do entropy.Fill(candidate);
        while (!IsScalar(candidate));
        var secret = new Secret(candidate);
        CryptographicOperations.ZeroMemory(candidate);
        return secret;
    }

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

    private bool IsScalar(ReadOnlySpan<byte> value) => value.ContainsAnyExcept((byte)0) && value.SequenceCompareTo(_order) < 0;

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
