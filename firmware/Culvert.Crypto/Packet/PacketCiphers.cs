using System.Runtime.InteropServices;
using Culvert.Core;

namespace Culvert.Crypto.Packet;

/// <summary>
/// Makes the per-packet ciphers of an SA. The library keeps its own copy of the keys; the caller still disposes his.
/// All of it needs <see cref="LibCrypto.LibCryptoLibrary.IsAvailable"/>.
/// </summary>
public static class PacketCiphers
{
    public static IPacketSealer CreateSealer(EspProposal suite, EspKeys keys)
    {
        Check(suite, keys);
        EvpCipher cipher = EvpCipher.ForEncryption(CipherName(suite), CipherKey(suite, keys));
        return suite.Encryption.IsAead()
            ? new AesGcmSealer(cipher, Salt(keys))
            : new CbcHmacSealer(cipher, new EvpMac(suite.Integrity, keys.Integrity.Span), suite.Integrity.IcvLength());
    }

    public static IPacketOpener CreateOpener(EspProposal suite, EspKeys keys)
    {
        Check(suite, keys);
        EvpCipher cipher = EvpCipher.ForDecryption(CipherName(suite), CipherKey(suite, keys));
        return suite.Encryption.IsAead()
            ? new AesGcmOpener(cipher, Salt(keys))
            : new CbcHmacOpener(cipher, new EvpMac(suite.Integrity, keys.Integrity.Span), suite.Integrity.IcvLength());
    }

    /// <summary>Vectors for packets sealed under <paramref name="suite"/>: a counter for GCM, unpredictable for CBC.</summary>
    public static IIvSource CreateIvSource(EspProposal suite, IEntropy entropy)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(entropy);
        return suite.Encryption.IsAead() ? new SequenceIv() : new EncryptedCounterIv(entropy);
    }

    private static void Check(EspProposal suite, EspKeys keys)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(keys);
        int encryption = (suite.KeyBits / 8) + suite.Encryption.SaltLength();
        if (keys.Encryption.Length != encryption || keys.Integrity.Length != suite.Integrity.KeyLength())
            throw new ArgumentException($"the keys do not have the lengths of {suite}", nameof(keys));
    }

    private static string CipherName(EspProposal suite) => $"AES-{suite.KeyBits}-{(suite.Encryption.IsAead() ? "GCM" : "CBC")}";

    private static ReadOnlySpan<byte> CipherKey(EspProposal suite, EspKeys keys) => keys.Encryption.Span[..(suite.KeyBits / 8)];

    private static uint Salt(EspKeys keys) => MemoryMarshal.Read<uint>(keys.Encryption.Span[^AesGcmNonce.SaltLength..]);
}
