using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Culvert.Core;

/// <summary>An IPv4 or IPv6 network in canonical form: host bits are zero.</summary>
public readonly struct IpPrefix : IEquatable<IpPrefix>
{
    private readonly UInt128 _bits;

    private IpPrefix(UInt128 bits, int length, AddressFamily family)
    {
        _bits = bits;
        Length = length;
        Family = family;
    }

    /// <summary>Prefix length in bits.</summary>
    public int Length { get; }

    public AddressFamily Family { get; }

    public bool IsIPv4 => Family == AddressFamily.InterNetwork;

    /// <summary>Width of an address of this family in bits: 32 or 128.</summary>
    public int AddressBits => IsIPv4 ? 32 : 128;

    /// <summary>First address of the network.</summary>
    public IPAddress Address => ToAddress(_bits, IsIPv4);

    /// <summary>Last address of the network.</summary>
    public IPAddress LastAddress => ToAddress(_bits | HostMask, IsIPv4);

    private UInt128 HostMask => MaskOf(AddressBits - Length);

    /// <summary>The network of <paramref name="length"/> bits that holds <paramref name="address"/>; host bits are cleared.</summary>
    public static IpPrefix Containing(IPAddress address, int length)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool v4 = address.AddressFamily == AddressFamily.InterNetwork;
        int width = v4 ? 32 : 128;
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, width);
        UInt128 all = v4 ? uint.MaxValue : UInt128.MaxValue;
        return new IpPrefix(ToBits(address) & ~MaskOf(width - length) & all, length, address.AddressFamily);
    }

    public static IpPrefix Host(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Containing(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    /// <summary>Reads "10.0.0.0/16", "2001:db8::/32" or a bare address (a host). Host bits set is an error, not a guess.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IpPrefix prefix)
    {
        prefix = default;
        if (text is null) return false;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        // IPAddress also reads "10.1" and "0x0a.0.0.1"; a network engineer means four decimal octets.
        if (!IPAddress.TryParse(address, out IPAddress? ip) || ip.ScopeIdOrZero() != 0) return false;
        if (ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() != address) return false;
        int width = ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int length = width;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= width))
            return false;
        IpPrefix canonical = Containing(ip, length);
        if (!canonical.Address.Equals(ip)) return false;
        prefix = canonical;
        return true;
    }

    public static IpPrefix Parse(string text) =>
        TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException($"'{text}' is not a network");

    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == Family && (ToBits(address) & ~HostMask) == _bits;
    }

    public bool Contains(IpPrefix other) => other.Family == Family && other.Length >= Length && (other._bits & ~HostMask) == _bits;

    /// <summary>The two networks one bit longer: a default route installed as its halves beats an ordinary default route.</summary>
    public (IpPrefix Lower, IpPrefix Upper) Halves()
    {
        if (Length == AddressBits) throw new InvalidOperationException($"{this} is a single address");
        int length = Length + 1;
        return (new IpPrefix(_bits, length, Family), new IpPrefix(_bits | (UInt128.One << (AddressBits - length)), length, Family));
    }

    public bool Equals(IpPrefix other) => Family == other.Family && Length == other.Length && _bits == other._bits;

    public override bool Equals(object? obj) => obj is IpPrefix other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_bits, Length, Family);

    public static bool operator ==(IpPrefix left, IpPrefix right) => left.Equals(right);

    public static bool operator !=(IpPrefix left, IpPrefix right) => !left.Equals(right);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");

    // A shift by 128 shifts by nothing: the whole of IPv6 is a case of its own.
    private static UInt128 MaskOf(int hostBits) => hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;

    private static UInt128 ToBits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        UInt128 bits = 0;
        foreach (byte octet in bytes[..written]) bits = (bits << 8) | octet;
        return bits;
    }

    private static IPAddress ToAddress(UInt128 bits, bool v4)
    {
        Span<byte> bytes = stackalloc byte[v4 ? 4 : 16];
        for (int i = bytes.Length - 1; i >= 0; i--, bits >>= 8) bytes[i] = (byte)bits;
        return new IPAddress(bytes);
    }
}
