using Culvert.Gateway.Logging;
using Culvert.Hal.Boards;
using Culvert.Hal.Linux.Watchdog;

namespace Culvert.Gateway.Supervision;

/// <summary>The watchdog that the board names.</summary>
internal static class BoardWatchdog
{
    /// <summary>Starts it. A box without its watchdog is still a box: then that is said.</summary>
    public static LinuxWatchdog? Open(BoardDescription board, Log log)
    {
        if (board.Watchdog is not { } wanted) return null;
        try
        {
            LinuxWatchdog watchdog = LinuxWatchdog.Open(wanted);
            log.Info("init", $"watchdog {watchdog.Identity}: resets the box after {watchdog.Timeout.TotalSeconds} s without a sign of life");
            return watchdog;
        }
        catch (IOException problem)
        {
            log.Warning("init", $"no watchdog: {problem.Message}");
            return null;
        }
    }

    /// <summary>Whether its driver has made its device.</summary>
    public static bool IsThere(BoardDescription board) => board.Watchdog is { } wanted && File.Exists(wanted.Device);
}
