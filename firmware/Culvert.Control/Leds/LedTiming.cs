namespace Culvert.Control.Leds;

/// <summary>How late LEDs changed, counted since the start: an LED that is driven late is the first sign of a box that is too busy.</summary>
public sealed class LedTiming
{
    private static readonly int[] Limits = [1, 2, 5, 10, 20, 50, 100, 1000];

    private readonly long[] _counts = new long[Limits.Length + 1];

    /// <summary>For each limit in milliseconds how many changes came no later than that, and later than the limit before; the last has no limit.</summary>
    public IReadOnlyList<(int? AtMostMilliseconds, long Changes)> Counts =>
        [.. _counts.Select((count, i) => (i < Limits.Length ? Limits[i] : (int?)null, count))];

    /// <param name="late">From the instant that the pattern names to the one at which the pins were driven.</param>
    public void Record(TimeSpan late)
    {
        int bucket = Array.FindIndex(Limits, limit => late.TotalMilliseconds <= limit);
        _counts[bucket < 0 ? Limits.Length : bucket]++;
    }
}
