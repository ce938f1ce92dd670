using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Culvert.Bench.Packets;

/// <summary>Medians of the rounds, the one system beside the others, and what is aimed at.</summary>
internal sealed record Report(Footprint? Footprint, IReadOnlyList<Measurement> Measurements)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    private static readonly IReadOnlyList<IReadOnlyList<string>> Tables =
    [
        [Metrics.OneStream, Metrics.OneStreamBack, Metrics.FourStreams, Metrics.Cost],
        [Metrics.StreamInEach, Metrics.Memory],
        [Metrics.Small, Metrics.Large],
        [Metrics.IdleMedian, Metrics.IdleTail, Metrics.LoadedMedian, Metrics.LoadedTail, Metrics.HogsMedian, Metrics.HogsTail],
        [Metrics.Rekeys, Metrics.RekeySent, Metrics.RekeyLost],
    ];

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (IReadOnlyList<string> metrics in Tables.Where(metrics => Measurements.Any(each => metrics.Contains(each.Metric)))) AppendTable(text, metrics);
        AppendAims(text);
        if (Footprint is { } footprint)
        {
            text.AppendLine(Verdict("binary", footprint.BinaryBytes, Footprint.BinaryLimit));
            text.AppendLine(Verdict("RSS idle with two tunnels", footprint.IdleResidentBytes, Footprint.IdleResidentLimit));
        }

        text.AppendLine(LedVerdict());
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private void AppendTable(StringBuilder text, IReadOnlyList<string> metrics)
    {
        AppendRow(text, ["median [min-max]", .. metrics]);
        AppendRow(text, Enumerable.Repeat("---", metrics.Count + 1));
        foreach (SubjectName subject in Measurements.Where(each => metrics.Contains(each.Metric)).Select(each => each.Subject).Distinct())
            AppendRow(text, [subject.ToString(), .. metrics.Select(metric => ValuesOf(metric, subject) is { Length: > 0 } values ? $"{Spread.Of(values)}" : "")]);
        text.AppendLine();
    }

    // Ratios are of the same round each: what the machine did besides hit both.
    private void AppendAims(StringBuilder text)
    {
        AppendRow(text, ["aim", "of", "median [min-max]", "wanted", ""]);
        AppendRow(text, Enumerable.Repeat("---", 5));
        foreach (Aim aim in Aim.All)
        {
            double[] own = ValuesOf(aim.Metric, aim.Subject);
            if (aim.Other is { } other) own = [.. own.Zip(ValuesOf(aim.Metric, other), (first, second) => first / second)];
            if (own.Length == 0) continue;
            var spread = Spread.Of(own);
            string wanted = string.Create(CultureInfo.InvariantCulture, $"{(aim.IsMoreBetter ? "at least" : "at most")} {aim.Bound:0.##}{(aim.Other is null ? "" : " times")}");
            AppendRow(text, [aim.Metric, aim.Other is null ? $"{aim.Subject}" : $"{aim.Subject} / {aim.Other}", $"{spread}", wanted, aim.IsMetBy(spread.Median) ? "MET" : "MISSED"]);
        }

        text.AppendLine();
    }

    private double[] ValuesOf(string metric, SubjectName subject) =>
        [.. Measurements.Where(each => each.Metric == metric && each.Subject == subject).OrderBy(each => each.Round).Select(each => each.Value)];

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.AppendLine($"| {string.Join(" | ", cells)} |");

    private string LedVerdict()
    {
        double changes = Sum(Metrics.LedChanges), inTime = Sum(Metrics.LedChangesInTime);
        return string.Create(CultureInfo.InvariantCulture,
            $"LED changes under load, at most {LedLateness.LimitMilliseconds} ms late: {inTime} of {changes}: {(inTime >= changes ? "PASS" : "LATE")}");
    }

    private double Sum(string metric) => Measurements.Where(each => each.Metric == metric).Sum(each => each.Value);

    private static string Verdict(string what, long bytes, long limit) => string.Create(CultureInfo.InvariantCulture,
        $"{what}: {bytes / 1e6:0.00} MB, limit {limit / 1e6:0} MB: {(bytes < limit ? "PASS" : "OVER")}");
}
