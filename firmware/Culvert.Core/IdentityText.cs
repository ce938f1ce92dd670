using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Culvert.Core;

/// <summary>
/// How people write identities: an address, "@name" or "name" (FQDN), "user@name" or "@@user@name" (RFC 822), "@#hex"
/// (KEY_ID); or the type before a colon, "ipv4: ipv6: fqdn: rfc822: keyid:", and the value as text or as "#hex".
/// </summary>
public static class IdentityText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Dictionary<string, IdentityType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ipv4"] = IdentityType.IPv4Address,
        ["ipv6"] = IdentityType.IPv6Address,
        ["fqdn"] = IdentityType.Fqdn,
        ["dns"] = IdentityType.Fqdn,
        ["rfc822"] = IdentityType.Rfc822Address,
        ["email"] = IdentityType.Rfc822Address,
        ["userfqdn"] = IdentityType.Rfc822Address,
        ["keyid"] = IdentityType.KeyId,
    };

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Identity? identity)
    {
        identity = null;
        if (string.IsNullOrWhiteSpace(text)) return false;
        if (TryParseAddress(text, out IPAddress? address)) identity = Identity.FromAddress(address);
        else if (text.StartsWith("@#", StringComparison.Ordinal)) identity = FromHex(IdentityType.KeyId, text[2..]);
        else if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon && Types.TryGetValue(text[..colon], out IdentityType type)) identity = OfType(type, text[(colon + 1)..]);
        else if (text.StartsWith("@@", StringComparison.Ordinal)) identity = FromName(IdentityType.Rfc822Address, text[2..]);
        else if (text.StartsWith('@')) identity = FromName(text.IndexOf('@', 1) > 0 ? IdentityType.Rfc822Address : IdentityType.Fqdn, text[1..]);
        else identity = FromName(text.Contains('@', StringComparison.Ordinal) ? IdentityType.Rfc822Address : IdentityType.Fqdn, text);
        return identity is not null;
    }

    /// <summary>
    /// The shortest spelling that <see cref="TryParse"/> reads back as the same: no two identities print alike. The peer
    /// chooses the bytes, so that nothing but letters that can be seen goes to a terminal or a log.
    /// </summary>
    public static string Format(Identity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        string hex = Convert.ToHexStringLower(identity.Value);
        if (identity.Type == IdentityType.KeyId) return $"@#{hex}";
        string? type = Types.FirstOrDefault(pair => pair.Value == identity.Type).Key;
        if (type is null) return string.Create(CultureInfo.InvariantCulture, $"type {(byte)identity.Type}:{hex}");
        string? plain = AddressOf(identity) ?? NameOf(identity.Value);
        if (plain is not null && IsSame(plain, identity)) return plain;
        return plain is not null && IsSame($"{type}:{plain}", identity) ? $"{type}:{plain}" : $"{type}:#{hex}";
    }

    // "12345" and "0x10" are names; the platform would read them as IPv4 addresses.
    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && (text.Contains(':', StringComparison.Ordinal) || text == address.ToString());

    private static bool IsSame(string text, Identity identity) => TryParse(text, out Identity? read) && read.Equals(identity);

    private static Identity? OfType(IdentityType type, string value)
    {
        if (value.StartsWith('#')) return FromHex(type, value[1..]);
        if (type is not (IdentityType.IPv4Address or IdentityType.IPv6Address)) return FromName(type, value);
        return TryParseAddress(value, out IPAddress? address) && Identity.FromAddress(address) is { } identity && identity.Type == type ? identity : null;
    }

    private static Identity? FromHex(IdentityType type, string digits) =>
        digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? new Identity(type, Convert.FromHexString(digits)) : null;

    private static Identity? FromName(IdentityType type, string name)
    {
        bool isName = name.Length > 0 && !name.StartsWith('%') && !name.Any(c => char.IsWhiteSpace(c) || c is '"' or '<' or '>') && name.EnumerateRunes().All(IsVisible);
        return isName ? new Identity(type, Encoding.UTF8.GetBytes(name)) : null;
    }

    private static string? AddressOf(Identity identity) => (identity.Type, identity.Value.Length) is (IdentityType.IPv4Address, 4) or (IdentityType.IPv6Address, 16)
        ? new IPAddress(identity.Value).ToString()
        : null;

    /// <summary>Null: these bytes are no text.</summary>
    private static string? NameOf(ReadOnlySpan<byte> value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Controls, and what turns the direction of writing or cannot be seen.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
