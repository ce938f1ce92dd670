using Culvert.Hal.Power;

namespace Culvert.Hal.Linux.Power;

/// <summary>reboot(2). In a PID namespace of its own "the machine" is that namespace: the kernel ends it, and nothing beyond.</summary>
public sealed class LinuxMachinePower : IMachinePower
{
    private const int FirstProcess = 1;

    public bool IsOurs => Environment.ProcessId == FirstProcess;

    public void Restart()
    {
        if (!IsOurs) throw new InvalidOperationException("only the first process restarts a machine");
        Libc.Sync();
        if (Libc.Reboot(Libc.RebootRestart) < 0) throw Errno.Last("restart the machine");
    }
}
