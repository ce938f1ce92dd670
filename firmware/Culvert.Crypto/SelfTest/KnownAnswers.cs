namespace Culvert.Crypto.SelfTest;

/// <summary>
/// What each algorithm must give; computed by other implementations (Python's hmac, cryptography and integers). Keys and
/// payloads are 0, 1, 2 …
/// </summary>
internal static class KnownAnswers
{
    /// <summary>First octets of the output for RFC 4231's second case: key "Jefe", data "what do ya want for nothing?".</summary>
    public static IReadOnlyList<(PrfAlgorithm Prf, string Output)> Prfs { get; } =
    [
        (PrfAlgorithm.HmacSha1, "EFFCDF6AE5EB2FA2D27416D5F184DF9C"),
        (PrfAlgorithm.HmacSha2_256, "5BDCC146BF60754E6A042426089575C7"),
        (PrfAlgorithm.HmacSha2_384, "AF45D2E376484031617F78D2B58A6B1B"),
        (PrfAlgorithm.HmacSha2_512, "164B7A7BFCF819E2E395FBE73B56E0A3"),
    ];

    /// <summary>The check value of a packet with SPI 01020304, number 5, a vector 20 21 22 … and 48 octets of payload: it depends on all else.</summary>
    public static IReadOnlyList<KnownPacket> Packets { get; } =
    [
        new(new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96), "1500BAEB34B79C55F2CCCAE5"),
        new(new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha2_256_128), "8CD9433FFF41F319F64C2A3B73CA42AD"),
        new(new(EncryptionAlgorithm.AesCbc, 192, IntegrityAlgorithm.HmacSha2_384_192), "A8530BCE14D29B3ED1552FCED326C356BBE9D4007AE57DCC"),
        new(new(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_512_256), "B72B638C721C4DB4546A4580C5A1151A54BC832CC024339F0156720DDAD3EDCA"),
        new(new(EncryptionAlgorithm.AesGcm8, 128, IntegrityAlgorithm.None), "52E48B9A67CCF342"),
        new(new(EncryptionAlgorithm.AesGcm12, 128, IntegrityAlgorithm.None), "52E48B9A67CCF342CF5FE9B1"),
        new(new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None), "52E48B9A67CCF342CF5FE9B1EE8F8BBA"),
        new(new(EncryptionAlgorithm.AesGcm16, 192, IntegrityAlgorithm.None), "10E50C0A1CF6421589A5F50EE42808AD"),
        new(new(EncryptionAlgorithm.AesGcm16, 256, IntegrityAlgorithm.None), "B25E87F19D9765E9547003A253227BD2"),
        new(new(EncryptionAlgorithm.ChaCha20Poly1305, 256, IntegrityAlgorithm.None), "90DAE3FD2055773B10E904D1696ABD61"),
    ];

    /// <summary>The same with 556 octets of payload: AES-GCM goes another way when there are several batches of blocks.</summary>
    public static IReadOnlyList<KnownPacket> LongPackets { get; } =
    [
        new(new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None), "FA17ABB6FF72C53ABD95205A479A7104", 556),
        new(new(EncryptionAlgorithm.AesGcm16, 192, IntegrityAlgorithm.None), "45906BDABF48F9447C6CA7CE809BFDA0", 556),
        new(new(EncryptionAlgorithm.AesGcm16, 256, IntegrityAlgorithm.None), "CC69246C25E2C7EA056912582651B00C", 556),
    ];

    /// <summary>The check value of an SK payload with 20 octets in it behind 32 octets of header, the vector all 42. AEAD ciphers are the packets' own.</summary>
    public static (IkeProposal Suite, string CheckValue) SkPayload { get; } = (
        new(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_256_128, PrfAlgorithm.HmacSha2_256, DhGroup.Modp2048),
        "9A752E29B17D9542819E24D5E233BC95");

    /// <summary>First octets of what private values 10001 and 30005 (hexadecimal; X25519: those as big-endian octets) have in common: short ones, so that 8192 bits cost no time.</summary>
    public static IReadOnlyList<(DhGroup Group, string Shared)> Exchanges { get; } =
    [
        (DhGroup.Modp1024, "F94EA253C40F83949497B0654447A3DF"),
        (DhGroup.Modp1536, "E922F0931D5EB145AF563989B86B4AEE"),
        (DhGroup.Modp2048, "2F7E6C62EC91049216158095E0371C75"),
        (DhGroup.Modp3072, "DF92FD5A5BDC88F688FFE3525823E0B6"),
        (DhGroup.Modp4096, "5BB01277134D3AAC9C860E04973389DF"),
        (DhGroup.Modp6144, "B783380EA4B9F4F23AA194194E7C45CE"),
        (DhGroup.Modp8192, "CD5923FBB15730ABB7E3642A1D355F0B"),
        (DhGroup.Ecp256, "D2A47385445B81C1B3BB2688D0C4BB5F"),
        (DhGroup.Ecp384, "46C130C0AD478EF032FAF4EE27FC8519"),
        (DhGroup.Ecp521, "01E16060DB9A312C546738BF01396BF8"),
        (DhGroup.Modp1024s160, "87FC9D5CD24E458C416B49595B7F819A"),
        (DhGroup.Modp2048s224, "705EDEA864398FBE0812AA31DE2E2930"),
        (DhGroup.Modp2048s256, "2B62161975177C8782D84D16D293F0AD"),
        (DhGroup.X25519, "B4F55E7729D52AC097D057D4FBBE0AE6"),
    ];

    /// <summary>Whether the check is passed. Not even an answer is a wrong one: whatever the library throws, it is not to be trusted.</summary>
    public static bool Holds(Func<bool> check)
    {
        try
        {
            return check();
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Whether the octets begin with these hexadecimal ones.</summary>
    public static bool Begins(ReadOnlySpan<byte> octets, string expected) => octets.StartsWith(Convert.FromHexString(expected));

    /// <summary>As many octets, each one more than the last.</summary>
    public static byte[] Counting(int first, int count) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];
}
