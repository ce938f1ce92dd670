using System.Runtime.CompilerServices;

namespace Culvert.Crypto.Packet;

/// <summary>An AEAD cipher of libcrypto.</summary>
internal sealed unsafe class EvpAeadCipher(EvpCipher cipher, ReadOnlySpan<byte> keyWithSalt) : AeadCipher(keyWithSalt)
{
    private const int NonceLength = 12;

    public override bool Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        byte* nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, iv);
        OsslParam* parameters = stackalloc OsslParam[2];
        fixed (byte* associatedOctets = associated, octets = text, tagOctets = tag)
        {
            TagParameter(parameters, tagOctets, tag.Length);
            return cipher.Begin(nonce)
                && cipher.Authenticate(associatedOctets, associated.Length)
                && cipher.Update(octets, text.Length)
                && cipher.End()
                && cipher.GetParameters(parameters);
        }
    }

    protected override bool TryOpen(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        byte* nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, iv);
        OsslParam* parameters = stackalloc OsslParam[2];
        fixed (byte* associatedOctets = associated, octets = text, tagOctets = tag)
        {
            TagParameter(parameters, tagOctets, tag.Length);
            return cipher.Begin(nonce, parameters)
                && cipher.Authenticate(associatedOctets, associated.Length)
                && cipher.Update(octets, text.Length)
                && cipher.End();
        }
    }

    protected override void Dispose(bool disposing) => cipher.Dispose();

    private static void TagParameter(OsslParam* parameters, byte* tag, int length)
    {
        parameters[0] = OsslParam.Octets("tag\0"u8, tag, length);
        parameters[1] = default;
    }

    private void WriteNonce(byte* nonce, ReadOnlySpan<byte> iv)
    {
        Unsafe.WriteUnaligned(nonce, Salt);
        iv.CopyTo(new Span<byte>(nonce + SaltLength, NonceLength - SaltLength));
    }
}
