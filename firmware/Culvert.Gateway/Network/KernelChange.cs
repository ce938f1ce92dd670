using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>Single changes of the kernel's network: what it refuses of one is no reason to leave out the next.</summary>
internal static class KernelChange
{
    /// <param name="isIPv4">IPv6 may be missing from the kernel (ipv6.disable=1): it then needs nothing, no packet of it leaves.</param>
    public static void Try(bool isIPv4, Action change, Action<KernelException> refused)
    {
        try
        {
            change();
        }
        catch (KernelException problem)
        {
            if (isIPv4 || !problem.IsFamilyMissing) refused(problem);
        }
    }

    public static string Explain(KernelException problem) => problem.Errno switch
    {
        KernelException.Exists => $"another route has that place, {problem.Operation}, remove it or move the network",
        KernelException.NotPermitted or KernelException.AccessDenied => $"not permitted, {problem.Operation}, run as root or with CAP_NET_ADMIN",
        _ => $"the kernel refused, {problem.Message}, check the machine's network settings",
    };
}
