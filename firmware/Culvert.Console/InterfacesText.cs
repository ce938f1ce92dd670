using System.Globalization;
using System.Text;
using Culvert.Control.Interfaces;

namespace Culvert.Console;

/// <summary>show interfaces, for people: a line each, then what is known of the addresses of ours, and what is wrong.</summary>
public static class InterfacesText
{
    /// <param name="problems">A sentence each.</param>
    public static string Render(IReadOnlyList<InterfaceStatus> interfaces, IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        ArgumentNullException.ThrowIfNull(problems);
        var table = new TextTable("INTERFACE", "ROLE", "STATE", "MTU", "ADDRESSES", "FROM");
        foreach (InterfaceStatus one in interfaces)
        {
            table.Add(
                one.Name,
                one.Tunnel is { } tunnel ? $"tunnel {tunnel}" : Words.Of(one.Role) ?? "-",
                one.State,
                one.Mtu?.ToString(CultureInfo.InvariantCulture) ?? "-",
                one.Addresses.Count == 0 ? "-" : string.Join(", ", one.Addresses),
                one.Source is { } from ? Words.Of(from) : "-");
        }

        var text = new StringBuilder(table.ToString());
        foreach (InterfaceStatus one in interfaces)
        {
            if (one.Source is { } source && Details(source) is { Length: > 0 } details) text.Append(one.Name).Append(": ").Append(details).Append('\n');
        }

        foreach (string problem in problems) text.Append(problem).Append('\n');
        return text.ToString();
    }

    private static string Details(InterfaceSource source)
    {
        List<string> parts = [];
        if (source.IsDhcp && !source.IsWaiting)
        {
            string from = source.Server is { } server ? $" from {server}" : "";
            string lease = source is { Duration: { } whole, Left: { } left } ? $"lease {Rendering.Duration(whole)}, {Rendering.Duration(left)} left" : "lease for ever";
            parts.Add($"dhcp{from}, {lease}");
        }

        if (source.Gateway is { } gateway) parts.Add($"gateway {gateway}");
        if (source.NameServers.Count > 0) parts.Add($"name servers {string.Join(", ", source.NameServers)}");
        if (source.TimeServers.Count > 0) parts.Add($"time servers {string.Join(", ", source.TimeServers)}");
        return string.Join("; ", parts);
    }
}
