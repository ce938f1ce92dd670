using System.Text.RegularExpressions;

namespace Culvert.Lab.Gateways;

/// <summary>What strongSwan says of its newest IKE SA and CHILD SA, the suites in the product's spelling.</summary>
/// <param name="Pfs">The group of the CHILD SA's own key exchange; null when it had none.</param>
public sealed partial record PeerView(
    bool IsInitiator, string InitiatorSpi, string ResponderSpi, string IkeSuite,
    uint InSpi, uint OutSpi, string ChildSuite, string? Pfs, bool IsUdp)
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["AES_CBC"] = "aes",
        ["AES_GCM_16"] = "gcm16",
        ["AES_GCM_12"] = "gcm12",
        ["AES_GCM_8"] = "gcm8",
        ["CHACHA20_POLY1305"] = "chacha20poly1305",
        ["HMAC_SHA1_96"] = "sha1",
        ["HMAC_SHA2_256_128"] = "sha256",
        ["HMAC_SHA2_384_192"] = "sha384",
        ["HMAC_SHA2_512_256"] = "sha512",
        ["PRF_HMAC_SHA1"] = "sha1",
        ["PRF_HMAC_SHA2_256"] = "sha256",
        ["PRF_HMAC_SHA2_384"] = "sha384",
        ["PRF_HMAC_SHA2_512"] = "sha512",
        ["MODP_1024_160"] = "modp1024s160",
        ["MODP_2048_224"] = "modp2048s224",
        ["MODP_2048_256"] = "modp2048s256",
        ["CURVE_25519"] = "x25519",
    };

    /// <summary>Reads `swanctl --list-sas --raw`.</summary>
    /// <exception cref="InvalidOperationException">There is no CHILD SA.</exception>
    public static PeerView Parse(string raw)
    {
        int child = raw.LastIndexOf("child-sas {", StringComparison.Ordinal);
        if (child < 0 || !raw[child..].Contains("spi-in=", StringComparison.Ordinal)) throw new InvalidOperationException($"no CHILD SA: {raw}");
        int ike = raw[..child].LastIndexOf("uniqueid=", StringComparison.Ordinal);
        Dictionary<string, string> parent = Fields(raw[ike..child]);
        Dictionary<string, string> fields = Fields(raw[child..]);
        return new PeerView(
            parent.GetValueOrDefault("initiator") == "yes", parent["initiator-spi"], parent["responder-spi"],
            $"{Transforms(parent)}-{Word(parent["dh-group"])}",
            Convert.ToUInt32(fields["spi-in"], 16), Convert.ToUInt32(fields["spi-out"], 16),
            Transforms(fields), fields.TryGetValue("dh-group", out string? group) ? Word(group) : null,
            fields.GetValueOrDefault("encap") == "yes");
    }

    // The product names a PRF only where no integrity algorithm implies it.
    private static string Transforms(Dictionary<string, string> fields)
    {
        string cipher = Cipher(fields["encr-alg"], fields.GetValueOrDefault("encr-keysize", ""));
        string? integrity = fields.TryGetValue("integ-alg", out string? named) ? Word(named) : null;
        string? prf = fields.TryGetValue("prf-alg", out named) && Word(named) != integrity ? "prf" + Word(named) : null;
        string? esn = fields.GetValueOrDefault("esn") == "1" ? "esn" : null;
        return string.Join('-', new[] { cipher, integrity, prf, esn }.Where(word => word is not null));
    }

    private static string Cipher(string name, string bits) => Word(name) switch
    {
        "aes" => $"aes{bits}",
        ['g', 'c', 'm', ..] gcm => $"aes{bits}{gcm}",
        string other => other,
    };

    private static string Word(string name) =>
        Words.GetValueOrDefault(name) ?? name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    // The last one wins: strongSwan lists the newest SA last.
    private static Dictionary<string, string> Fields(string text)
    {
        Dictionary<string, string> fields = [];
        foreach (Match match in Field().Matches(text)) fields[match.Groups[1].Value] = match.Groups[2].Value;
        return fields;
    }

    [GeneratedRegex(@"([a-z0-9-]+)=([^ \]}]*)")]
    private static partial Regex Field();
}
