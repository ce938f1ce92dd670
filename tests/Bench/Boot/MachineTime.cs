using System.Globalization;

namespace Culvert.Bench.Boot;

/// <summary>What all processors of this machine did up to a moment, in ticks: what others took is missing from what is measured.</summary>
/// <param name="Busy">Whoever they worked for.</param>
/// <param name="Stolen">They would have worked, and the machine below this one did not let them.</param>
/// <param name="All">The sum, idleness too.</param>
internal readonly record struct MachineTime(long Busy, long Stolen, long All)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static MachineTime Now
    {
        get
        {
            // proc(5): "cpu user nice system idle iowait irq softirq steal …".
            long[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
                .Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
            return new MachineTime(ticks.Sum() - ticks[3] - ticks[4] - ticks[7], ticks[7], ticks.Sum());
        }
    }

    /// <summary>How busy it is, in percent, while nothing of ours runs; takes a second.</summary>
    public static double BusyPercent()
    {
        MachineTime start = Now;
        Thread.Sleep(Look);
        MachineTime end = Now;
        return 100.0 * (end.Busy + end.Stolen - start.Busy - start.Stolen) / (end.All - start.All);
    }

    /// <summary>How much was stolen since then, in percent of what was wanted.</summary>
    public double StolenPercent()
    {
        MachineTime end = Now;
        return 100.0 * (end.Stolen - Stolen) / Math.Max(end.Busy + end.Stolen - Busy - Stolen, 1);
    }
}
