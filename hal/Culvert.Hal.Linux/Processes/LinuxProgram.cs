using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Processes;

/// <summary>Lets this process become another program.</summary>
public static unsafe class LinuxProgram
{
    private const int StandardOutput = 1, StandardError = 2;

    /// <summary>
    /// Becomes the program: a quiet one of ordinary priority that the kernel ends with its parent, even with one that is killed.
    /// To be called on the process's first thread.
    /// </summary>
    /// <param name="parent">Process id of the parent; when that is gone already, nothing is started.</param>
    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">Without the program's own name.</param>
    /// <exception cref="KernelException">It cannot be started.</exception>
    public static void BecomeServantOf(int parent, string program, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (!LinuxSignals.TryEndWithParent(parent)) return;
        int ordinary = 0;
        _ = Libc.SetScheduler(0, Libc.SchedulingOther, &ordinary);
        using (var nowhere = new FileStream("/dev/null", FileMode.Open, FileAccess.ReadWrite))
        {
            int descriptor = (int)nowhere.SafeFileHandle.DangerousGetHandle();
            _ = Libc.Duplicate(descriptor, StandardOutput);
            _ = Libc.Duplicate(descriptor, StandardError);
        }

        using var path = new NativeStrings([program]);
        using var argv = new NativeStrings([Path.GetFileName(program), .. arguments]);
        using var envp = new NativeStrings(LinuxChildProcesses.Merge(new Dictionary<string, string?>()));
        _ = Libc.Execute(path.Array[0], argv.Array, envp.Array);
        throw Errno.Of($"start {program}", Marshal.GetLastPInvokeError());
    }
}
