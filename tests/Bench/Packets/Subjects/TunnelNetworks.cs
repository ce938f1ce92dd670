using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>
/// Two networks for each of many tunnels, out of one large one at either side. The hosts behind the gateways have every address of
/// theirs, without a word for each.
/// </summary>
internal static class TunnelNetworks
{
    public const string NearWhole = "10.61.0.0/16", FarWhole = "10.51.0.0/16";

    // By it the product knows its LAN port.
    private const string NearGateway = "10.61.1.1/32", FarGateway = "10.51.1.1/32";

    public static string Near(int tunnel) => $"10.61.{tunnel}.0/24";

    public static string Far(int tunnel) => $"10.51.{tunnel}.0/24";

    /// <summary>A host of each, for every tunnel.</summary>
    public static IReadOnlyList<(string From, string To)> Ways(int tunnels) => [.. Enumerable.Range(1, tunnels).Select(tunnel => ($"10.61.{tunnel}.10", $"10.51.{tunnel}.10"))];

    public static void SetUp(SiteToSite site)
    {
        site.Branch.AddRoute("local", NearWhole, "dev", "lo");
        site.Vpc.AddRoute("local", FarWhole, "dev", "lo");
        site.Box.AddAddress("lan", NearGateway);
        site.Peer.AddAddress("lan", FarGateway);
        site.Box.AddRoute(NearWhole, "via", SiteAddresses.BranchHost);
        site.Peer.AddRoute(FarWhole, "via", SiteAddresses.VpcHost);
    }
}
