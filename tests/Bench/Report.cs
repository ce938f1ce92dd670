using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Culvert.Bench;

/// <summary>Medians of the rounds.</summary>
internal sealed record Report(Footprint Footprint, IReadOnlyList<Measurement> Measurements)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine("| system | ESP suite | streams | Gbit/s, median [min-max] | CPU s/GB, both gateways |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var group in Measurements.GroupBy(each => (each.System, each.Suite, each.Streams)).OrderBy(group => (group.Key.Suite, group.Key.Streams)))
        {
            double[] rates = [.. group.Select(each => each.GigabitsPerSecond).Order()];
            double[] costs = [.. group.Select(each => each.CpuSecondsPerGigabyte).Order()];
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {group.Key.System} | {group.Key.Suite} | {group.Key.Streams} | {Median(rates):0.00} [{rates[0]:0.00}-{rates[^1]:0.00}] | {Median(costs):0.00} |");
        }
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"binary {Footprint.BinaryBytes / 1e6:0.00} MB, RSS idle with two tunnels {Footprint.IdleResidentBytes / 1e6:0.0} MB");
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
