using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Pings from each side to the other, through the tunnel.</summary>
internal static class Pings
{
    /// <summary>Small, almost filling the tunnel's MTU, and fragmented before encryption.</summary>
    public static void AssertAllSizesPass(Host branch, Host vpc)
    {
        foreach (int size in (int[])[0, 1300, 4000]) AssertPass(branch, vpc, size);
    }

    /// <param name="size">In octets, without ICMP's and IP's headers.</param>
    public static void AssertPass(Host branch, Host vpc, int size)
    {
        branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", $"{size}", SiteAddresses.VpcHost);
        vpc.Run("ping", "-c", "2", "-i", "0.1", "-W", "10", "-s", $"{size}", SiteAddresses.BranchHost);
    }
}
