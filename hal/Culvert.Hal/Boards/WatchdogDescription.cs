namespace Culvert.Hal.Boards;

/// <param name="Device">"/dev/watchdog0".</param>
/// <param name="Timeout">Unfed for this long, it resets the machine.</param>
public sealed record WatchdogDescription(string Device, TimeSpan Timeout);
