using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Culvert.Bench;

/// <summary>Medians of the rounds, the one system beside the other, and the sizes beside their limits.</summary>
internal sealed record Report(Footprint Footprint, IReadOnlyList<Measurement> Measurements)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        AppendSystems(text);
        text.AppendLine();
        AppendRatios(text);
        text.AppendLine();
        text.AppendLine(Verdict("binary", Footprint.BinaryBytes, Footprint.BinaryLimit));
        text.AppendLine(Verdict("RSS idle with two tunnels", Footprint.IdleResidentBytes, Footprint.IdleResidentLimit));
        text.AppendLine(LedVerdict());
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private void AppendSystems(StringBuilder text)
    {
        text.AppendLine("| system, median [min-max] | ESP suite | streams | Gbit/s | CPU s/GB, both gateways |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var group in Measurements.GroupBy(each => (each.System, each.Suite, each.Streams)).OrderBy(group => (group.Key.Suite, group.Key.Streams)))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {group.Key.System} | {group.Key.Suite} | {group.Key.Streams} | {Rates(group)} | {Costs(group)} |");
        }
    }

    // Of the same round each: what the machine did besides hit both.
    private void AppendRatios(StringBuilder text)
    {
        text.AppendLine("| culvert / strongSwan, median [min-max] | streams | Gbit/s | CPU s/GB |");
        text.AppendLine("|---|---|---|---|");
        foreach (var group in Measurements.GroupBy(each => (each.Suite, each.Streams)).OrderBy(group => group.Key))
        {
            var rounds = group.Where(each => each.System == Subject.CulvertName).Zip(group.Where(each => each.System == Subject.StrongSwanName)).ToArray();
            var rates = Spread.Of(rounds.Select(pair => pair.First.GigabitsPerSecond / pair.Second.GigabitsPerSecond));
            var costs = Spread.Of(rounds.Select(pair => pair.First.CpuSecondsPerGigabyte / pair.Second.CpuSecondsPerGigabyte));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Suite} | {group.Key.Streams} | {rates} | {costs} |");
        }
    }

    private static Spread Rates(IEnumerable<Measurement> rounds) => Spread.Of(rounds.Select(each => each.GigabitsPerSecond));

    private static Spread Costs(IEnumerable<Measurement> rounds) => Spread.Of(rounds.Select(each => each.CpuSecondsPerGigabyte));

    private string LedVerdict()
    {
        LedLateness leds = Measurements.Select(each => each.Leds).Aggregate(LedLateness.None, (sum, each) => sum + each);
        return string.Create(CultureInfo.InvariantCulture,
            $"LED changes under load, at most {LedLateness.LimitMilliseconds} ms late: {leds.WithinLimit} of {leds.Changes}: {(leds.WithinLimit == leds.Changes ? "PASS" : "LATE")}");
    }

    private static string Verdict(string what, long bytes, long limit) => string.Create(CultureInfo.InvariantCulture,
        $"{what}: {bytes / 1e6:0.00} MB, limit {limit / 1e6:0} MB: {(bytes < limit ? "PASS" : "OVER")}");
}
