using System.Net;
using System.Net.Sockets;
using Culvert.Control;
using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>
/// Routes into tunnels and the guards behind them, in the main table. The promise "fail closed": a guard stands before
/// any route of its network does, and goes after.
/// </summary>
internal sealed class TunnelRoutes(IKernelNetwork kernel)
{
    /// <summary>Puts up missing guards.</summary>
    public void AddGuards(IReadOnlyList<IpPrefix> guards)
    {
        List<KernelRoute> present = Present(RouteType.Unreachable);
        foreach (KernelRoute guard in guards.Select(Guard).Except(present)) kernel.AddRoute(guard);
    }

    public void RemoveGuardsExcept(IReadOnlyList<IpPrefix> guards)
    {
        foreach (KernelRoute guard in Present(RouteType.Unreachable).Except(guards.Select(Guard))) kernel.RemoveRoute(guard);
    }

    /// <summary>Makes exactly these routes be there. A route that moves to another device does so without a gap.</summary>
    /// <param name="linkOf">The index of a tunnel's device; null when it could not be made.</param>
    /// <param name="done">Told of each route that has a device: null when it is there now, else why the kernel refused it.</param>
    public void Set(NetworkPlan plan, Func<string, int?> linkOf, Action<NetworkPlan.TunnelRoute, KernelException?> done)
    {
        List<LinkAddress> own = [.. kernel.GetAddresses().Where(address => IsOfLan(address, plan.LanNetworks))];
        List<KernelRoute> present = Present(RouteType.Unicast);
        List<KernelRoute> wanted = [];
        foreach (NetworkPlan.TunnelRoute route in plan.Routes)
        {
            if (linkOf(route.Device) is not { } link) continue;
            KernelRoute into = Into(route, link, own);
            wanted.Add(into);
            done(route, present.Contains(into) ? null : TryPut(into, present));
        }

        foreach (KernelRoute route in present.Where(route => !wanted.Any(route.HasPlaceOf))) kernel.RemoveRoute(route);
    }

    private KernelException? TryPut(KernelRoute route, List<KernelRoute> present)
    {
        try
        {
            if (present.Any(route.HasPlaceOf)) kernel.ReplaceRoute(route);
            else kernel.AddRoute(route);
            return null;
        }
        catch (KernelException problem)
        {
            return problem;
        }
    }

    private List<KernelRoute> Present(RouteType type) =>
        [.. kernel.GetRoutes(KernelRoute.MainTable).Where(route => route.Protocol == RoutingMarks.Protocol && route.Type == type)];

    private static KernelRoute Guard(IpPrefix network) => new()
    {
        Destination = network,
        Protocol = RoutingMarks.Protocol,
        Type = RouteType.Unreachable,
        Metric = RoutingMarks.GuardMetric,
    };

    // The box's own packets take a LAN address, which the selectors let through; the WAN's they would not.
    private static KernelRoute Into(NetworkPlan.TunnelRoute route, int link, List<LinkAddress> own) => new()
    {
        Destination = route.Prefix,
        Protocol = RoutingMarks.Protocol,
        Metric = (uint)route.Metric,
        PreferredSource = own.Find(address => SameFamily(address.Address, route.Prefix))?.Address,
        NextHops = [new NextHop(link)],
    };

    private static bool IsOfLan(LinkAddress address, IReadOnlyList<IpPrefix> networks) =>
        !address.Address.Equals(RoutingMarks.TunnelAddress) && networks.Any(lan => lan.Contains(address.Address));

    private static bool SameFamily(IPAddress address, IpPrefix prefix) =>
        address.AddressFamily == (prefix.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);
}
