using Culvert.Core;
using Culvert.Hal;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Boot;

/// <summary>Runs them as children, before there are any others.</summary>
internal sealed class Tools(IChildProcesses processes, IMonotonicClock clock, Action<TimeSpan> wait) : ITools
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    // Who waits for a disk that hangs does not die of any signal until the disk answers.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string?> Unchanged = [];

    public int? Run(string program, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        int process = processes.Start(program, arguments, Unchanged);
        Instant start = clock.Now;
        bool isKilled = false;
        for (TimeSpan elapsed = TimeSpan.Zero; elapsed < patience + EndLimit; elapsed = clock.Now - start)
        {
            if (processes.TryTakeExit(out ChildExit exit) && exit.Process == process) return exit.IsSignal ? null : exit.Number;
            if (!isKilled && elapsed > patience)
            {
                processes.Kill(process);
                isKilled = true;
            }

            wait(Interval);
        }

        return null;
    }
}
