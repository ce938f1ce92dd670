using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>Addresses without a prefix length, in their ordinary spelling only: "10.1" and "0x0a000001" are mistakes.</summary>
internal static class AddressText
{
    public const string LinkLocalRemedy = "write a global or unique local address";

    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text.Contains('/', StringComparison.Ordinal) || !IpPrefix.TryParse(text, out IpPrefix host)) return false;
        address = host.Address;
        return true;
    }

    public static string LinkLocal(IPAddress address) => $"{address} is a link-local address, which means nothing without a device";

    /// <summary>An address that one machine can have and routes can lead to: neither unspecified, multicast, broadcast nor link-local IPv6.</summary>
    public static bool IsOneHost(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        bool multicast = bytes.Length == 4 ? bytes[0] >= 224 : bytes[0] == 0xFF;
        return !multicast && !address.IsIPv6LinkLocal && !address.IsIPv4MappedToIPv6 && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);
    }
}
