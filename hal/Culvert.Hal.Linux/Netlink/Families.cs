using System.Net.Sockets;

namespace Culvert.Hal.Linux.Netlink;

/// <summary>.NET numbers address families as Windows does; the kernel has its own numbers.</summary>
internal static class Families
{
    private const byte KernelIPv4 = 2;
    private const byte KernelIPv6 = 10;

    public static byte ToKernel(AddressFamily family) => family == AddressFamily.InterNetwork ? KernelIPv4 : KernelIPv6;

    public static AddressFamily? FromKernel(byte family) => family switch
    {
        KernelIPv4 => AddressFamily.InterNetwork,
        KernelIPv6 => AddressFamily.InterNetworkV6,
        _ => null,
    };
}
