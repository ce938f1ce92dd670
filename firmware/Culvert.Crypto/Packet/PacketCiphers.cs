using Culvert.Core;

namespace Culvert.Crypto.Packet;

/// <summary>
/// Makes the per-packet ciphers of an SA. The ciphers keep their own copy of the keys; the caller still disposes his.
/// All of it needs <see cref="LibCrypto.LibCryptoLibrary.IsAvailable"/>.
/// </summary>
public static class PacketCiphers
{
    /// <param name="aead">Computes an AEAD cipher; libcrypto when it is null or does not offer the suite's.</param>
    public static IPacketSealer CreateSealer(EspProposal suite, EspKeys keys, AeadProvider? aead = null)
    {
        Check(suite, keys);
        ReadOnlySpan<byte> key = keys.Encryption.Span;
        return suite.Encryption.IsAead()
            ? new AeadSealer(Provider(suite, aead).ForSealing(suite.Encryption, key), suite.IcvLength, suite.ExtendedSequenceNumbers)
            : new CbcHmacSealer(EvpCipher.ForEncryption(CipherName(suite), key), Mac(suite, keys), suite.IcvLength, suite.ExtendedSequenceNumbers);
    }

    /// <inheritdoc cref="CreateSealer"/>
    public static IPacketOpener CreateOpener(EspProposal suite, EspKeys keys, AeadProvider? aead = null)
    {
        Check(suite, keys);
        ReadOnlySpan<byte> key = keys.Encryption.Span;
        return suite.Encryption.IsAead()
            ? new AeadOpener(Provider(suite, aead).ForOpening(suite.Encryption, key), suite.IcvLength, suite.ExtendedSequenceNumbers)
            : new CbcHmacOpener(EvpCipher.ForDecryption(CipherName(suite), key), Mac(suite, keys), suite.IcvLength, suite.ExtendedSequenceNumbers);
    }

    /// <summary>Vectors for packets sealed under <paramref name="suite"/>: a counter for an AEAD cipher, unpredictable for CBC.</summary>
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

    private static AeadProvider Provider(EspProposal suite, AeadProvider? aead) => aead?.Offers(suite.Encryption) == true ? aead : AeadProvider.LibCrypto;

    private static string CipherName(EspProposal suite) => suite.Encryption.LibraryName(suite.KeyBits);

    private static EvpMac Mac(EspProposal suite, EspKeys keys) => new(suite.Integrity, keys.Integrity.Span);
}
