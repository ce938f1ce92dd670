using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>What a tunnel joins: networks to route, and selectors to negotiate where they differ (null: they do not).</summary>
internal sealed record TunnelNetworks(
    IReadOnlyList<IpPrefix> Local,
    IReadOnlyList<IpPrefix> Remote,
    IReadOnlyList<TrafficSelector>? LocalSelectors,
    IReadOnlyList<TrafficSelector>? RemoteSelectors)
{
    /// <summary>Tunnels with the same key lead to the same networks.</summary>
    public string Key => $"{string.Join(',', Local.Select(n => n.ToString()).Order())} {string.Join(',', Remote.Select(n => n.ToString()).Order())}";
}
