using System.Globalization;
using System.Text.Json;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Measures;

/// <summary>iperf3 from the branch to the VPC.</summary>
internal static class Iperf
{
    /// <summary>Runs it to its end; returns what it says of the whole time.</summary>
    public static JsonElement Run(SiteToSite site, int seconds, params IReadOnlyList<string> words)
    {
        CommandResult result = site.Branch.Run("iperf3", [.. Words(seconds), "-J", .. words]);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("end");
    }

    /// <summary>One TCP stream, beside something else.</summary>
    public static LabProcess Start(SiteToSite site, int seconds) => site.Branch.Start("iperf3", Words(seconds));

    private static string[] Words(int seconds) => ["-c", SiteAddresses.VpcHost, "-t", seconds.ToString(CultureInfo.InvariantCulture)];
}
