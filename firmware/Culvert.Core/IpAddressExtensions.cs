using System.Net;
using System.Net.Sockets;

namespace Culvert.Core;

internal static class IpAddressExtensions
{
    /// <summary>The IPv6 scope id; IPv4 has none and its getter throws.</summary>
    public static long ScopeIdOrZero(this IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
