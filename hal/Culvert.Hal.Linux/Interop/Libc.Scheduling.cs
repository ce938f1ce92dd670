using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Scheduling of threads.</summary>
internal static unsafe partial class Libc
{
    public const int SchedulingOther = 0;
    public const int SchedulingRoundRobin = 2;

    /// <param name="thread">0: the calling one.</param>
    /// <param name="priority">struct sched_param is this one number.</param>
    [LibraryImport(Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SetScheduler(int thread, int policy, int* priority);
}
