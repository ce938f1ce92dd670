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
/// <param name="meanwhile">Called between one change and the next.</param>
internal sealed class TunnelRoutes(IKernelNetwork kernel, Action meanwhile)
{
    /// <summary>The networks that have their guard now, be it of a former process.</summary>
    public IReadOnlyList<IpPrefix> Guarded => [.. Present(RouteType.Unreachable).Select(guard => guard.Destination)];

    /// <summary>Puts up missing guards.</summary>
    public void AddGuards(IReadOnlyList<IpPrefix> guards, Action<KernelException> refused)
    {
        foreach (KernelRoute guard in guards.Select(Guard).Except(Present(RouteType.Unreachable)))
            Try(guard.Destination.IsIPv4, () => kernel.AddRoute(guard), refused);
    }

    public void RemoveGuardsExcept(IReadOnlyList<IpPrefix> guards, Action<KernelException> refused)
    {
        foreach (KernelRoute guard in Present(RouteType.Unreachable).Except(guards.Select(Guard))) Remove(guard, refused);
    }

    /// <summary>Makes exactly these routes be there. A route that moves to another device does so without a gap.</summary>
    /// <param name="linkOf">The index of a tunnel's device; null when it could not be made.</param>
    /// <param name="done">Told of each route that has a device: null when it is there now, else why not.</param>
    /// <param name="refused">Told of a route that the kernel does not let go.</param>
    public void Set(NetworkPlan plan, Func<string, int?> linkOf, Action<NetworkPlan.TunnelRoute, string?> done, Action<KernelException> refused)
    {
        List<LinkAddress> own = [.. kernel.GetAddresses().Where(address => IsOfLan(address, plan.LanNetworks))];
        List<KernelRoute> present = Present(RouteType.Unicast);
        List<KernelRoute> guards = Present(RouteType.Unreachable);
        List<KernelRoute> wanted = [];
        foreach (NetworkPlan.TunnelRoute route in plan.Routes)
        {
            if (linkOf(route.Device) is not { } link) continue;
            KernelRoute into = Into(route, link, own);
            wanted.Add(into);
            done(route, present.Contains(into) ? null : TryPut(into, present, guards));
        }

        foreach (KernelRoute route in present.Where(route => !wanted.Any(route.HasPlaceOf))) Remove(route, refused);
    }

    private string? TryPut(KernelRoute route, List<KernelRoute> present, List<KernelRoute> guards)
    {
        bool moves = present.Any(route.HasPlaceOf);
        if (!moves && !guards.Contains(Guard(route.Destination)))
            return $"no route without its guard, {route.Destination}, have the kernel take the guard: see the log, or enable IPv6";
        meanwhile();
        try
        {
            if (moves) kernel.ReplaceRoute(route);
            else kernel.AddRoute(route);
            return null;
        }
        catch (KernelException problem)
        {
            return KernelChange.Explain(problem);
        }
    }

    private void Remove(KernelRoute route, Action<KernelException> refused) =>
        Try(route.Destination.IsIPv4, () => kernel.RemoveRoute(route), refused);

    private void Try(bool isIPv4, Action change, Action<KernelException> refused)
    {
        meanwhile();
        KernelChange.Try(isIPv4, change, refused);
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
