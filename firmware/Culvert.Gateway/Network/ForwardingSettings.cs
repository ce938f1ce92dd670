using Culvert.Control;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>Which kernel settings a plan needs on devices that are not ours.</summary>
internal sealed class ForwardingSettings(ISysctl sysctl, SettingsLedger ledger, IKernelNetwork kernel)
{
    private const string On = "1";
    private const string LooseReversePath = "2";
    private const string StrictReversePath = "1";

    /// <param name="nics">The LAN by configuration; without one every device with an address inside the local networks.</param>
    /// <param name="wanDevices">Devices that peers are reached by.</param>
    public IReadOnlyDictionary<string, string> For(NetworkPlan plan, NicDevices nics, IEnumerable<string> wanDevices)
    {
        Dictionary<string, string> settings = [];
        if (plan.Devices.Count == 0) return settings;
        foreach (string lan in nics.Lan is null ? LanDevices.Inside(kernel, plan.LanNetworks, nics.Wan) : [nics.Lan])
        {
            settings[$"net/ipv4/conf/{lan}/forwarding"] = On;
            if (HasIPv6(plan)) settings[Forwarding6(lan)] = On;
        }

        // Strict filtering would drop the peers' packets: their way back is not the main table's.
        foreach (string wan in wanDevices.Distinct().Where(FiltersStrictly)) settings[$"net/ipv4/conf/{wan}/rp_filter"] = LooseReversePath;
        return settings;
    }

    /// <summary>Sets up a TUN device, which takes its settings with it when it goes. To be done before it is up.</summary>
    public void Prepare(string tunDevice)
    {
        // No link-local address: the kernel would send router solicitations into the tunnel.
        sysctl.TryWrite($"net/ipv6/conf/{tunDevice}/addr_gen_mode", "1");
        sysctl.TryWrite($"net/ipv6/conf/{tunDevice}/force_forwarding", On);
        sysctl.TryWrite($"net/ipv4/conf/{tunDevice}/forwarding", On);
        sysctl.TryWrite($"net/ipv4/conf/{tunDevice}/rp_filter", LooseReversePath);
    }

    /// <summary>Kernels before 6.17 forward IPv6 on all devices or on none.</summary>
    public bool ForwardsIPv6Everywhere(NetworkPlan plan) => HasIPv6(plan) && sysctl.Read("net/ipv6/conf/default/force_forwarding") is null;

    private static bool HasIPv6(NetworkPlan plan) => plan.Guards.Any(network => !network.IsIPv4);

    private string Forwarding6(string device) => sysctl.Read($"net/ipv6/conf/{device}/force_forwarding") is null
        ? "net/ipv6/conf/all/forwarding"
        : $"net/ipv6/conf/{device}/force_forwarding";

    // The kernel filters by the larger of the two; without us, that is: a WAN that we loosened stays loosened.
    private bool FiltersStrictly(string device)
    {
        string? own = ledger.Original($"net/ipv4/conf/{device}/rp_filter");
        string? all = ledger.Original("net/ipv4/conf/all/rp_filter");
        return string.CompareOrdinal(own, all) >= 0 ? own == StrictReversePath : all == StrictReversePath;
    }
}
