using System.Globalization;
using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>Networks as other implementations accept them.</summary>
internal static class NetworkText
{
    /// <summary>Reads also networks with host bits set ("10.60.1.1/16"), which are cleared, and "0/0".</summary>
    public static bool TryParseLoosely(string text, out IpPrefix network)
    {
        if (IpPrefix.TryParse(text == "0/0" ? "0.0.0.0/0" : text, out network)) return true;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !AddressText.TryParse(text[..slash], out IPAddress? address)) return false;
        int bits = address.GetAddressBytes().Length * 8;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > bits) return false;
        network = IpPrefix.Containing(address, length);
        return true;
    }
}
