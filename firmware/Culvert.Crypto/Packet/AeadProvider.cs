using Culvert.Crypto.Packet.Gcm;

namespace Culvert.Crypto.Packet;

/// <summary>Who computes AEAD ciphers. All give the same, at different speeds.</summary>
public abstract class AeadProvider
{
    private protected AeadProvider()
    {
    }

    /// <summary>All of them; needs <see cref="LibCrypto.LibCryptoLibrary.IsAvailable"/>.</summary>
    public static AeadProvider LibCrypto { get; } = new LibCryptoAead();

    /// <summary>AES-GCM alone, by the processor's instructions; null where it has none.</summary>
    public static AeadProvider? Processor { get; } =
        X86Gcm.IsSupported ? new ProcessorAead<X86Gcm>()
        : ArmGcm.IsSupported ? new ProcessorAead<ArmGcm>()
        : null;

    /// <summary>For people.</summary>
    public abstract string Name { get; }

    public abstract bool Offers(EncryptionAlgorithm algorithm);

    internal AeadCipher ForSealing(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt) => Create(algorithm, keyWithSalt, seals: true);

    internal AeadCipher ForOpening(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt) => Create(algorithm, keyWithSalt, seals: false);

    /// <param name="keyWithSalt">Copied.</param>
    /// <param name="seals">Its direction.</param>
    private protected abstract AeadCipher Create(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt, bool seals);
}
