using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Culvert.Core;

/// <summary>Who an IKE peer says it is (RFC 7296 section 3.5).</summary>
public sealed class Identity : IEquatable<Identity>
{
    private readonly byte[] _value;

    public Identity(IdentityType type, ReadOnlySpan<byte> value)
    {
        Type = type;
        _value = value.ToArray();
    }

    public IdentityType Type { get; }

    /// <summary>The Identification Data field as it goes on the wire.</summary>
    public ReadOnlySpan<byte> Value => _value;

    public static Identity FromAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new Identity(
            address.AddressFamily == AddressFamily.InterNetwork ? IdentityType.IPv4Address : IdentityType.IPv6Address,
            address.GetAddressBytes());
    }

    /// <summary>Reads the spelling of ipsec.conf: an address, "@name" or "name" (FQDN), "user@name" (RFC 822), "@#hex" (KEY_ID).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Identity? identity)
    {
        identity = null;
        if (string.IsNullOrWhiteSpace(text)) return false;
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            identity = FromAddress(address);
        }
        else if (text.StartsWith("@#", StringComparison.Ordinal))
        {
            if (text.Length == 2 || text.Length % 2 != 0 || !text.Skip(2).All(char.IsAsciiHexDigit)) return false;
            identity = new Identity(IdentityType.KeyId, Convert.FromHexString(text.AsSpan(2)));
        }
        else
        {
            string name = text.StartsWith('@') ? text[1..] : text;
            if (name.Length == 0 || name.AsSpan().ContainsAny(" \t\"<>") || name.Any(char.IsControl)) return false;
            identity = new Identity(name.Contains('@', StringComparison.Ordinal) ? IdentityType.Rfc822Address : IdentityType.Fqdn, Encoding.UTF8.GetBytes(name));
        }

        return true;
    }

    public bool Equals(Identity? other) => other is not null && Type == other.Type && Value.SequenceEqual(other.Value);

    public override bool Equals(object? obj) => Equals(obj as Identity);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Type);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    public override string ToString() => Type switch
    {
        IdentityType.IPv4Address when _value.Length == 4 => new IPAddress(_value).ToString(),
        IdentityType.IPv6Address when _value.Length == 16 => new IPAddress(_value).ToString(),
        IdentityType.Fqdn or IdentityType.Rfc822Address => Printable(_value),
        IdentityType.KeyId => "@#" + Convert.ToHexStringLower(_value),
        _ => $"type {(byte)Type}:{Convert.ToHexStringLower(_value)}",
    };

    // The peer chooses these bytes; control characters must not reach a terminal or a log.
    private static string Printable(byte[] value) =>
        string.Concat(Encoding.UTF8.GetString(value).Select(c => char.IsControl(c) ? '?' : c));
}
