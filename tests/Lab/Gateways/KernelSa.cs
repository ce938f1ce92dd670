using System.Globalization;
using System.Text.RegularExpressions;

namespace Culvert.Lab.Gateways;

/// <summary>One ESP SA of a Linux kernel, as `ip xfrm state` shows it, the suite in the product's spelling.</summary>
public sealed partial record KernelSa(uint Spi, string Suite, bool IsUdp)
{
    private const int BitsOfHexDigit = 4;

    // RFC 4106 and RFC 7634: the key in the kernel has the salt behind it.
    private const int SaltBits = 32;

    /// <summary>Reads the output of `ip xfrm state`.</summary>
    public static IReadOnlyList<KernelSa> Parse(string output) =>
        [.. output.Split("src ", StringSplitOptions.RemoveEmptyEntries).Where(text => text.Contains("proto esp", StringComparison.Ordinal)).Select(One)];

    private static KernelSa One(string text) => new(
        uint.Parse(Spis().Match(text).Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        Algorithms(text) + (ExtendedNumbers().IsMatch(text) ? "-esn" : ""),
        text.Contains("encap type espinudp", StringComparison.Ordinal));

    private static string Algorithms(string text) => Aead().Match(text) is { Success: true } aead
        ? AeadWord(aead)
        : $"{CipherWord(Encryption().Match(text))}-{IntegrityWord(Integrity().Match(text))}";

    private static string AeadWord(Match match) => match.Groups[1].Value switch
    {
        "rfc4106(gcm(aes))" => $"aes{match.Groups[2].Length * BitsOfHexDigit - SaltBits}gcm{int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) / 8}",
        "rfc7539esp(chacha20,poly1305)" => "chacha20poly1305",
        string other => other,
    };

    private static string CipherWord(Match match) =>
        match.Groups[1].Value == "cbc(aes)" ? $"aes{match.Groups[2].Length * BitsOfHexDigit}" : match.Groups[1].Value;

    private static string IntegrityWord(Match match) => (match.Groups[1].Value, match.Groups[2].Value) switch
    {
        ("hmac(sha1)", "96") => "sha1",
        ("hmac(sha256)", "128") => "sha256",
        ("hmac(sha384)", "192") => "sha384",
        ("hmac(sha512)", "256") => "sha512",
        (string name, string bits) => $"{name}/{bits}",
    };

    // A long replay window shows an "esn context" too: the flag tells.
    [GeneratedRegex(@"flag .*\besn\b")]
    private static partial Regex ExtendedNumbers();

    [GeneratedRegex("spi 0x([0-9a-f]+)")]
    private static partial Regex Spis();

    [GeneratedRegex(@"aead (\S+) 0x([0-9a-f]+) ([0-9]+)")]
    private static partial Regex Aead();

    [GeneratedRegex(@"enc (\S+) 0x([0-9a-f]+)")]
    private static partial Regex Encryption();

    [GeneratedRegex(@"auth-trunc (\S+) 0x[0-9a-f]+ ([0-9]+)")]
    private static partial Regex Integrity();
}
