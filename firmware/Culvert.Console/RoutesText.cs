using System.Globalization;
using Culvert.Control;
using Culvert.Core;

namespace Culvert.Console;

/// <summary>show routes, for people.</summary>
public static class RoutesText
{
    public static string Render(NetworkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Routes.Count + plan.Guards.Count == 0) return "no remote networks are configured\n";
        var table = new TextTable("PREFIX", "TO", "DEVICE", "METRIC");
        foreach (NetworkPlan.TunnelRoute route in plan.Routes)
            table.Add(route.Prefix.ToString(), $"tunnel {TunnelOf(plan, route.Device)}", route.Device, route.Metric.ToString(CultureInfo.InvariantCulture));
        foreach (IpPrefix guard in plan.Guards) table.Add(guard.ToString(), "unreachable (guard)", "-", "last");
        return table.ToString();
    }

    internal static string TunnelOf(NetworkPlan plan, string device) =>
        plan.Devices.Where(candidate => candidate.Device == device).Select(candidate => candidate.Tunnel).FirstOrDefault(device);
}
