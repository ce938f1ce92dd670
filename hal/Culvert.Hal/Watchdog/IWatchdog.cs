namespace Culvert.Hal.Watchdog;

/// <summary>
/// Resets the machine when nobody feeds it. Ends orderly only by <see cref="Stop"/>: a process that dies, or disposes of
/// it without, leaves it running, and the machine comes back by a reset.
/// </summary>
public interface IWatchdog : IDisposable
{
    /// <summary>What the hardware calls itself.</summary>
    string Identity { get; }

    /// <summary>Unfed for this long, it resets: what the hardware made of the wish.</summary>
    TimeSpan Timeout { get; }

    /// <summary>Starts the time anew.</summary>
    /// <exception cref="IOException">The watchdog is gone.</exception>
    void Feed();

    /// <summary>Stops it, where the kernel allows: a kernel built with "no way out" does not, and resets later on.</summary>
    void Stop();
}
