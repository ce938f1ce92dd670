namespace Culvert.Crypto;

/// <summary>Encryption transforms; values are the IANA IKEv2 transform IDs (type 1), shared by IKE and ESP. The number behind an AEAD cipher is its ICV's length in octets.</summary>
public enum EncryptionAlgorithm : ushort
{
    AesCbc = 12,
    AesGcm8 = 18,
    AesGcm12 = 19,
    AesGcm16 = 20,
    ChaCha20Poly1305 = 28,
}
