using System.Globalization;
using Culvert.Lab.Hosts;

namespace Culvert.Interop.Tests;

/// <summary>A host's own counters (proc(5): /proc/net/snmp and netstat).</summary>
internal static class Netstat
{
    public static long Of(Host host, string group, string counter)
    {
        string[] lines = host.Run("sh", "-c", "cat /proc/net/snmp /proc/net/netstat").Output.Split('\n');
        // Names in one line, numbers in the next.
        string[][] both = [.. lines.Where(line => line.StartsWith(group + ":", StringComparison.Ordinal)).Select(line => line.Split(' '))];
        return long.Parse(both[1][Array.IndexOf(both[0], counter)], CultureInfo.InvariantCulture);
    }
}
