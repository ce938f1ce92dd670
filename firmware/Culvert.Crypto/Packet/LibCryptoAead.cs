using Culvert.Crypto.LibCrypto;

namespace Culvert.Crypto.Packet;

/// <summary>The system's libcrypto.</summary>
internal sealed class LibCryptoAead : AeadProvider
{
    public override string Name => $"libcrypto {LibCryptoLibrary.Version}";

    public override bool Offers(EncryptionAlgorithm algorithm) => algorithm.IsAead();

    private protected override AeadCipher Create(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt, bool seals)
    {
        ReadOnlySpan<byte> key = keyWithSalt[..^AeadCipher.SaltLength];
        string name = algorithm.LibraryName(key.Length * 8);
        return new EvpAeadCipher(seals ? EvpCipher.ForEncryption(name, key) : EvpCipher.ForDecryption(name, key), keyWithSalt);
    }
}
