using Culvert.Crypto.LibCrypto;

namespace Culvert.Crypto.Packet;

/// <summary>
/// libcrypto's EVP functions by pointer. What runs once per packet suppresses the runtime's transition: these calls take
/// at most microseconds, never block and never call back.
/// </summary>
internal static unsafe class Evp
{
    public static readonly delegate* unmanaged<nint, byte*, byte*, nint> FetchCipher =
        (delegate* unmanaged<nint, byte*, byte*, nint>)LibCryptoLibrary.Export("EVP_CIPHER_fetch");

    public static readonly delegate* unmanaged<nint, void> FreeCipher =
        (delegate* unmanaged<nint, void>)LibCryptoLibrary.Export("EVP_CIPHER_free");

    public static readonly delegate* unmanaged<nint> NewCipherContext =
        (delegate* unmanaged<nint>)LibCryptoLibrary.Export("EVP_CIPHER_CTX_new");

    public static readonly delegate* unmanaged<nint, void> FreeCipherContext =
        (delegate* unmanaged<nint, void>)LibCryptoLibrary.Export("EVP_CIPHER_CTX_free");

    public static readonly delegate* unmanaged<nint, int, int> SetPadding =
        (delegate* unmanaged<nint, int, int>)LibCryptoLibrary.Export("EVP_CIPHER_CTX_set_padding");

    /// <summary>Context, cipher, key, vector, 1 to encrypt or 0 to decrypt or -1 as before, parameters.</summary>
    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, byte*, byte*, int, OsslParam*, int> CipherInit =
        (delegate* unmanaged[SuppressGCTransition]<nint, nint, byte*, byte*, int, OsslParam*, int>)LibCryptoLibrary.Export("EVP_CipherInit_ex2");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte*, int*, byte*, int, int> CipherUpdate =
        (delegate* unmanaged[SuppressGCTransition]<nint, byte*, int*, byte*, int, int>)LibCryptoLibrary.Export("EVP_CipherUpdate");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte*, int*, int> CipherFinal =
        (delegate* unmanaged[SuppressGCTransition]<nint, byte*, int*, int>)LibCryptoLibrary.Export("EVP_CipherFinal_ex");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, OsslParam*, int> CipherGetParams =
        (delegate* unmanaged[SuppressGCTransition]<nint, OsslParam*, int>)LibCryptoLibrary.Export("EVP_CIPHER_CTX_get_params");

    public static readonly delegate* unmanaged<nint, byte*, byte*, nint> FetchMac =
        (delegate* unmanaged<nint, byte*, byte*, nint>)LibCryptoLibrary.Export("EVP_MAC_fetch");

    public static readonly delegate* unmanaged<nint, void> FreeMac =
        (delegate* unmanaged<nint, void>)LibCryptoLibrary.Export("EVP_MAC_free");

    public static readonly delegate* unmanaged<nint, nint> NewMacContext =
        (delegate* unmanaged<nint, nint>)LibCryptoLibrary.Export("EVP_MAC_CTX_new");

    public static readonly delegate* unmanaged<nint, void> FreeMacContext =
        (delegate* unmanaged<nint, void>)LibCryptoLibrary.Export("EVP_MAC_CTX_free");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte*, nuint, OsslParam*, int> MacInit =
        (delegate* unmanaged[SuppressGCTransition]<nint, byte*, nuint, OsslParam*, int>)LibCryptoLibrary.Export("EVP_MAC_init");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte*, nuint, int> MacUpdate =
        (delegate* unmanaged[SuppressGCTransition]<nint, byte*, nuint, int>)LibCryptoLibrary.Export("EVP_MAC_update");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte*, nuint*, nuint, int> MacFinal =
        (delegate* unmanaged[SuppressGCTransition]<nint, byte*, nuint*, nuint, int>)LibCryptoLibrary.Export("EVP_MAC_final");
}
