using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Culvert.Bench.Boot;

/// <summary>Medians of the rounds, the one system beside the other, and what is aimed at; then where the time goes.</summary>
/// <param name="BusyPercent">How busy the machine was besides, before each start.</param>
/// <param name="StolenPercent">What the machine below this one took away during each start.</param>
internal sealed record BootReport(
    BootSizes Culvert, BootSizes StrongSwan, IReadOnlyList<BootMeasurement> Measurements, IReadOnlyList<double> BusyPercent, IReadOnlyList<double> StolenPercent)
{
    private const double ReadyAim = 3, TunnelAim = 6, MemoryAim = 64, ImageAim = 48;

    // Beside more than this the times say little of the systems.
    private const double CalmPercent = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine("| median [min-max] | culvert | Debian, strongSwan | culvert / Debian | aim |");
        text.AppendLine("|---|---|---|---|---|");
        AppendRounds(text, "power-on to the gateway ready, s", "", each => each.ReadySeconds, ReadyAim);
        AppendRounds(text, "power-on to the first answer through a tunnel, s", "", each => each.TunnelSeconds, TunnelAim);
        AppendRounds(text, "RAM in use with two tunnels, MB", BootSubject.Observed, each => each.Observation!.UsedBytes / 1e6, MemoryAim);
        AppendSizes(text, "image compressed, MB", Culvert.PackedBytes, StrongSwan.PackedBytes, ImageAim);
        AppendSizes(text, "kernel and root unpacked, MB", Culvert.InstalledBytes, StrongSwan.InstalledBytes, aim: null);
        AppendAlone(text, "by U-Boot: power-on to the gateway ready, s", each => each.ReadySeconds);
        AppendAlone(text, "by U-Boot: power-on to the first answer, s", each => each.TunnelSeconds);
        AppendStages(text, BootSubject.CulvertName);
        AppendStages(text, BootSubject.StrongSwanName);
        AppendMachine(text);
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private void AppendRounds(StringBuilder text, string what, string suffix, Func<BootMeasurement, double> value, double aim)
    {
        double[] own = ValuesOf(BootSubject.CulvertName + suffix, value), other = ValuesOf(BootSubject.StrongSwanName + suffix, value);
        var spread = Spread.Of(own);
        // Of the same round each: what the machine did besides hit both.
        AppendRow(text, what, $"{spread}", $"{Spread.Of(other)}", $"{Spread.Of(own.Zip(other, (first, second) => first / second))}", Verdict(spread.Median, aim));
    }

    private void AppendAlone(StringBuilder text, string what, Func<BootMeasurement, double> value) =>
        AppendRow(text, what, $"{Spread.Of(ValuesOf(BootSubject.BootLoaderName, value))}", "", "", "");

    private static void AppendSizes(StringBuilder text, string what, long own, long other, double? aim) =>
        AppendRow(text, what, Number(own / 1e6), Number(other / 1e6), Number((double)own / other), aim is { } limit ? Verdict(own / 1e6, limit) : "");

    private void AppendStages(StringBuilder text, string system)
    {
        BootObservation[] rounds = [.. Of(system + BootSubject.Observed).Select(each => each.Observation!)];
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {system}: over after power-on, median [min-max] | s |");
        text.AppendLine("|---|---|");
        foreach (string stage in rounds[0].Reached.Keys)
        {
            double[] seconds = [.. rounds.Select(round => round.Reached[stage]).OfType<double>()];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {stage} | {(seconds.Length == 0 ? "not seen" : Spread.Of(seconds))} |");
        }
    }

    private void AppendMachine(StringBuilder text)
    {
        Spread busy = Spread.Of(BusyPercent), stolen = Spread.Of(StolenPercent);
        bool isCalm = busy.Median <= CalmPercent && stolen.Median <= CalmPercent;
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"This machine besides, percent: busy before a start {busy}, stolen by the one below during it {stolen}{(isCalm ? "" : ": measured UNDER LOAD")}");
    }

    private double[] ValuesOf(string system, Func<BootMeasurement, double> value) => [.. Of(system).Select(value)];

    private IEnumerable<BootMeasurement> Of(string system) => Measurements.Where(each => each.System == system);

    private static void AppendRow(StringBuilder text, params string[] cells) => text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");

    private static string Verdict(double value, double aim) => string.Create(CultureInfo.InvariantCulture, $"under {aim:0}: {(value < aim ? "MET" : "MISSED")}");

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
