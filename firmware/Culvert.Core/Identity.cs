using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

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

    /// <inheritdoc cref="IdentityText.TryParse"/>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Identity? identity) => IdentityText.TryParse(text, out identity);

    public bool Equals(Identity? other) => other is not null && Type == other.Type && Value.SequenceEqual(other.Value);

    public override bool Equals(object? obj) => Equals(obj as Identity);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Type);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    /// <inheritdoc cref="IdentityText.Format"/>
    public override string ToString() => IdentityText.Format(this);
}
