using System.Globalization;
using System.Text.Json;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Testing;

/// <summary>One whole ESP packet of the vectors, with its keys and what it must open to.</summary>
public sealed record EspVector
{
    public required string Name { get; init; }

    public required byte[] Key { get; init; }

    public required byte[] Salt { get; init; }

    public required byte[] AuthKey { get; init; }

    public required string Algorithm { get; init; }

    public required string Integrity { get; init; }

    public required int IcvLength { get; init; }

    public required uint Spi { get; init; }

    public required uint Sequence { get; init; }

    /// <summary>What the number of an SA with extended ones has beyond the packet; null of an SA without.</summary>
    public required uint? SequenceHigh { get; init; }

    public required byte[] Iv { get; init; }

    public required byte[] Inner { get; init; }

    public required byte NextHeader { get; init; }

    /// <summary>The packet as it travels after the outer headers.</summary>
    public required byte[] Packet { get; init; }

    public required bool Authentic { get; init; }

    /// <summary>The suite of its SA; null when there is none such here.</summary>
    public EspProposal? Suite
    {
        get
        {
            EspProposal? suite = (Algorithm, Integrity, IcvLength) switch
            {
                ("AES-CBC", "HMAC-SHA1-96", _) => new(EncryptionAlgorithm.AesCbc, Key.Length * 8, IntegrityAlgorithm.HmacSha1_96),
                ("AES-CBC", "HMAC-SHA2-256-128", _) => new(EncryptionAlgorithm.AesCbc, Key.Length * 8, IntegrityAlgorithm.HmacSha2_256_128),
                ("AES-CBC", "HMAC-SHA2-384-192", _) => new(EncryptionAlgorithm.AesCbc, Key.Length * 8, IntegrityAlgorithm.HmacSha2_384_192),
                ("AES-CBC", "HMAC-SHA2-512-256", _) => new(EncryptionAlgorithm.AesCbc, Key.Length * 8, IntegrityAlgorithm.HmacSha2_512_256),
                ("AES-GCM", _, 8) => new(EncryptionAlgorithm.AesGcm8, Key.Length * 8, IntegrityAlgorithm.None),
                ("AES-GCM", _, 12) => new(EncryptionAlgorithm.AesGcm12, Key.Length * 8, IntegrityAlgorithm.None),
                ("AES-GCM", _, 16) => new(EncryptionAlgorithm.AesGcm16, Key.Length * 8, IntegrityAlgorithm.None),
                ("CHACHA20-POLY1305", _, 16) => new(EncryptionAlgorithm.ChaCha20Poly1305, Key.Length * 8, IntegrityAlgorithm.None),
                _ => null,
            };
            return suite is null ? null : suite with { ExtendedSequenceNumbers = SequenceHigh is not null };
        }
    }

    public static IEnumerable<EspVector> Matrix() => Read("esp/esp-matrix.json");

    public static IEnumerable<EspVector> McGrew() => Read("esp/mcgrew-gcm-esp.json");

    public static IEnumerable<EspVector> Rfc3602() => Read("esp/rfc3602-esp.json");

    /// <summary>RFC 7634 appendix A; appendix B of the same file is a message of IKE.</summary>
    public static IEnumerable<EspVector> Rfc7634() =>
        Vectors.Tests("esp/rfc7634-chacha.json").Where(test => test.TryGetProperty("esp_packet", out _)).Select(From);

    /// <summary>Fresh keys of its SA; the caller disposes them.</summary>
    public EspKeys Keys() => new(new Secret([.. Key, .. Salt]), new Secret(AuthKey));

    public override string ToString() => Name;

    private static IEnumerable<EspVector> Read(string path) => Vectors.Json(path).GetProperty("tests").EnumerateArray().Select(From);

    private static EspVector From(JsonElement test)
    {
        byte[] key = Hex(test, "enc_key");
        string algorithm = Text(test, "algo") switch { "AES-CBC-128" => "AES-CBC", "AES-GCM-128" or "AES-GCM-192" or "AES-GCM-256" => "AES-GCM", var name => name };
        string integrity = Text(test, "auth_algo") is { Length: > 0 } named ? named : "none";
        string kind = Text(test, "kind") is { Length: > 0 } it ? it : Text(test, "name");
        int icvLength = algorithm == "CHACHA20-POLY1305" ? 16 : (int)Number(test, "icv_len");
        return new EspVector
        {
            Name = $"{algorithm}-{key.Length * 8} {integrity} icv {icvLength} {kind}",
            Algorithm = algorithm,
            Integrity = integrity,
            Key = key,
            Salt = Hex(test, "salt"),
            AuthKey = Hex(test, "auth_key"),
            IcvLength = icvLength,
            Spi = uint.Parse(Text(test, "spi"), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Sequence = (uint)Number(test, "seq"),
            SequenceHigh = test.TryGetProperty("esn_high", out JsonElement high) && high.ValueKind != JsonValueKind.Null ? (uint)Number(test, "esn_high") : null,
            Iv = Hex(test, "iv"),
            Inner = Hex(test, "inner_packet"),
            NextHeader = (byte)Number(test, "next_header"),
            Packet = Hex(test, "esp_packet"),
            Authentic = !Text(test, "expect").StartsWith("drop", StringComparison.Ordinal),
        };
    }

    private static string Text(JsonElement test, string name) =>
        test.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(Text(test, name));

    // The draft's vectors give the sequence number as eight hexadecimal digits, the others as a number.
    private static long Number(JsonElement test, string name) => !test.TryGetProperty(name, out JsonElement value) ? 0
        : value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : value.GetInt64();
}
