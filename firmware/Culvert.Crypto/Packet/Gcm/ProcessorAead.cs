namespace Culvert.Crypto.Packet.Gcm;

/// <summary>AES-GCM by the processor's own instructions.</summary>
internal sealed class ProcessorAead<TProcessor> : AeadProvider
    where TProcessor : struct, IGcmProcessor
{
    public override string Name => "processor";

    public override bool Offers(EncryptionAlgorithm algorithm) =>
        algorithm is EncryptionAlgorithm.AesGcm8 or EncryptionAlgorithm.AesGcm12 or EncryptionAlgorithm.AesGcm16;

    private protected override AeadCipher Create(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt, bool seals) => new GcmCipher<TProcessor>(keyWithSalt);
}
