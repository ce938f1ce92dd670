using System.Globalization;

namespace Culvert.Console;

/// <summary>show interfaces, for people: a line each, and what the board's ports are missing.</summary>
public static class InterfacesText
{
    /// <param name="problems">A sentence each.</param>
    public static string Render(IReadOnlyList<InterfaceStatus> interfaces, IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        ArgumentNullException.ThrowIfNull(problems);
        var table = new TextTable("INTERFACE", "ROLE", "STATE", "MTU", "ADDRESSES");
        foreach (InterfaceStatus one in interfaces)
        {
            table.Add(
                one.Name,
                one.Tunnel is { } tunnel ? $"tunnel {tunnel}" : Words.Of(one.Role) ?? "-",
                one.State,
                one.Mtu?.ToString(CultureInfo.InvariantCulture) ?? "-",
                one.Addresses.Count == 0 ? "-" : string.Join(", ", one.Addresses));
        }

        return string.Concat(problems.Select(problem => problem + "\n").Prepend(table.ToString()));
    }
}
