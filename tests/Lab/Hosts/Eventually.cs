using System.Diagnostics;

namespace Culvert.Lab.Hosts;

/// <summary>Waits for something real to become true; the wait ends as soon as it does.</summary>
public static class Eventually
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns how long it took.</summary>
    /// <exception cref="TimeoutException">It did not happen within the limit; the message says what was awaited.</exception>
    public static TimeSpan Until(string what, TimeSpan limit, Func<bool> condition, Func<string>? details = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
                throw new TimeoutException($"not within {limit.TotalSeconds:0.#} s: {what}\n{details?.Invoke()}");
            Thread.Sleep(Poll);
        }
        return Stopwatch.GetElapsedTime(start);
    }
}
