namespace Culvert.Crypto;

/// <summary>Encryption transforms; values are the IANA IKEv2 transform IDs (type 1), shared by IKE and ESP.</summary>
public enum EncryptionAlgorithm : ushort
{
    AesCbc = 12,
    AesGcm16 = 20,
}
