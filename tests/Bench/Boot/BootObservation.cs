using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Culvert.Bench.Boot;

/// <summary>What the script beside a system saw.</summary>
/// <param name="UsedBytes">MemTotal - MemAvailable, with both tunnels up.</param>
/// <param name="Reached">Seconds from the power until each stage was over; null for one that the log does not have.</param>
internal sealed partial record BootObservation(long UsedBytes, IReadOnlyDictionary<string, double?> Reached)
{
    /// <param name="poweredAt">Of <see cref="Stopwatch"/>.</param>
    public static BootObservation Of(SerialLog log, IReadOnlyList<BootStage> stages, long poweredAt)
    {
        string text = log.Text;
        Match[] looks = [.. Look().Matches(text).Cast<Match>()];
        // Reading is never early: the shortest way is nearest to the truth.
        double kernelStart = looks.Min(look => ArrivalOf(look) - double.Parse(look.Groups["uptime"].Value, CultureInfo.InvariantCulture));
        (double Seconds, string Text)[] lines = [.. KernelLine().Matches(text).Cast<Match>().Select(line => (kernelStart + TimeOf(line), line.Groups["text"].Value))];
        return new BootObservation(
            (Kilobytes(looks[^1], "total") - Kilobytes(looks[^1], "available")) * 1024,
            stages.ToDictionary(stage => stage.Name, stage => Reach(stage.Line)));

        double ArrivalOf(Match match) => Stopwatch.GetElapsedTime(poweredAt, log.ArrivedAt(match.Index + match.Length - 1)).TotalSeconds;

        double? Reach(string text) =>
            lines.Where(line => line.Text.Contains(text, StringComparison.Ordinal)).Select(line => (double?)line.Seconds).FirstOrDefault();
    }

    /// <summary>Whether the log of the kernel has been shown.</summary>
    public static bool HasLog(SerialLog log) => KernelLine().IsMatch(log.Text);

    private static long Kilobytes(Match look, string what) => long.Parse(look.Groups[what].Value, CultureInfo.InvariantCulture);

    private static double TimeOf(Match line) => long.Parse(line.Groups["time"].Value, CultureInfo.InvariantCulture) / 1e6;

    [GeneratedRegex(@"bench: memory (?<total>\d+) (?<available>\d+) uptime (?<uptime>[\d.]+);")]
    private static partial Regex Look();

    // /dev/kmsg: "level,number,microseconds,flags;text".
    [GeneratedRegex(@"\d+,\d+,(?<time>\d+),[^;\n]*;(?<text>[^\r\n]*)")]
    private static partial Regex KernelLine();
}
