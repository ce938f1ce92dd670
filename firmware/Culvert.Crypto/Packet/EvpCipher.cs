using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Crypto.Packet;

/// <summary>
/// An EVP_CIPHER_CTX with its key scheduled once and padding off. Freeing it clears the key schedule. Not thread-safe:
/// whoever makes it gives it to one thread.
/// </summary>
internal sealed unsafe class EvpCipher : SafeHandleZeroOrMinusOneIsInvalid
{
    private EvpCipher(string algorithm, ReadOnlySpan<byte> key, bool encrypt)
        : base(ownsHandle: true)
    {
        SetHandle(Evp.NewCipherContext());
        nint cipher = Fetch(algorithm);
        fixed (byte* keyOctets = key)
        {
            bool ready = cipher != 0
                && Evp.CipherInit(handle, cipher, keyOctets, null, encrypt ? 1 : 0, null) == 1
                && Evp.SetPadding(handle, 0) == 1;
            Evp.FreeCipher(cipher);
            if (!ready) throw new CryptographicException($"libcrypto has no usable {algorithm}");
        }
    }

    public static EvpCipher ForEncryption(string algorithm, ReadOnlySpan<byte> key) =>
        new(algorithm, key, encrypt: true);

    public static EvpCipher ForDecryption(string algorithm, ReadOnlySpan<byte> key) =>
        new(algorithm, key, encrypt: false);

    /// <summary>Begins a packet: same key, next vector.</summary>
    public bool Begin(byte* iv, OsslParam* parameters = null) => Evp.CipherInit(handle, 0, null, iv, -1, parameters) == 1;

    public bool Authenticate(byte* octets, int length)
    {
        int written;
        return Evp.CipherUpdate(handle, null, &written, octets, length) == 1;
    }

    /// <summary>Encrypts or decrypts in place, whole blocks.</summary>
    public bool Update(byte* octets, int length)
    {
        int written;
        return Evp.CipherUpdate(handle, octets, &written, octets, length) == 1 && written == length;
    }

    /// <summary>Ends a packet of an AEAD cipher; when decrypting, the result is the verdict on its tag.</summary>
    public bool End()
    {
        int written;
        byte rest;
        return Evp.CipherFinal(handle, &rest, &written) == 1;
    }

    public bool GetParameters(OsslParam* parameters) => Evp.CipherGetParams(handle, parameters) == 1;

    protected override bool ReleaseHandle()
    {
        Evp.FreeCipherContext(handle);
        return true;
    }

    private nint Fetch(string algorithm)
    {
        fixed (byte* name = Encoding.ASCII.GetBytes(algorithm + "\0")) return Evp.FetchCipher(0, name, null);
    }
}
