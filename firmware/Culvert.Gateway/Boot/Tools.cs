using System.Diagnostics;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Boot;

/// <summary>Runs them as children, before there are any others.</summary>
internal sealed class Tools(IChildProcesses processes) : ITools
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly Dictionary<string, string?> Unchanged = [];

    public int? Run(string program, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        int process = processes.Start(program, arguments, Unchanged);
        long start = Stopwatch.GetTimestamp();
        bool isKilled = false;
        while (true)
        {
            if (processes.TryTakeExit(out ChildExit exit) && exit.Process == process) return exit.IsSignal ? null : exit.Number;
            if (!isKilled && Stopwatch.GetElapsedTime(start) > patience)
            {
                processes.Kill(process);
                isKilled = true;
            }

            Thread.Sleep(Interval);
        }
    }
}
