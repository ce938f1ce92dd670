using System.Collections;
using System.Runtime.InteropServices;
using Culvert.Hal.Processes;

namespace Culvert.Hal.Linux.Processes;

/// <summary>
/// Children by posix_spawn(3) and waitpid(2). Not System.Diagnostics.Process: that one waits for its children in a way of its
/// own, and PID 1 has to bury those of others too.
/// </summary>
public sealed unsafe class LinuxChildProcesses : IChildProcesses
{
    private const int StatusCodeShift = 8, StatusMask = 0xFF, SignalMask = 0x7F;
    private const int FirstProcess = 1;
    private const int UnknownCode = -1;

    // With what tells of their end; null where the kernel has no such thing.
    private readonly Dictionary<int, FileDescriptor?> _children = [];

    private static bool IsFirst => Environment.ProcessId == FirstProcess;

    public IEnumerable<int> Descriptors => _children.Values.OfType<FileDescriptor>().Select(descriptor => descriptor.Number);

    public int Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (IsFirst) LinuxSignals.KeepRuntimeFromBurying();
        using var path = new NativeStrings([program]);
        using var argv = new NativeStrings([Path.GetFileName(program), .. arguments]);
        using var envp = new NativeStrings(Merge(environment));
        int process;
        int error = Libc.PosixSpawn(&process, path.Array[0], null, null, argv.Array, envp.Array);
        if (error != 0) throw Errno.Of($"start {program}", error);
        int descriptor = (int)Libc.SystemCall(Libc.PidFdOpenCall, process, 0);
        _children.Add(process, descriptor < 0 ? null : new FileDescriptor(descriptor));
        return process;
    }

    public void Terminate(int process) => Send(process, Libc.Terminate);

    public void Nudge(int process) => Send(process, Libc.User1);

    public void Kill(int process) => Send(process, Libc.Kill);

    public bool TryTakeExit(out ChildExit exit)
    {
        foreach (int child in _children.Keys)
        {
            if (TryWait(child, out exit)) return Forget(child);
        }

        // Somebody else's children may be waited for by somebody else, except where that is our duty.
        return TryBury(out exit);
    }

    private bool TryBury(out ChildExit exit)
    {
        exit = default;
        if (!IsFirst) return false;
        while (TryWait(Libc.AnyChild, out exit))
        {
            if (_children.ContainsKey(exit.Process)) return Forget(exit.Process);
        }

        return false;
    }

    private bool Forget(int child)
    {
        _children.Remove(child, out FileDescriptor? descriptor);
        descriptor?.Dispose();
        return true;
    }

    private static bool TryWait(int child, out ChildExit exit)
    {
        int status;
        int process = Libc.WaitPid(child, &status, Libc.WaitNoHang);
        if (process < 0 && child != Libc.AnyChild && Marshal.GetLastPInvokeError() == Libc.Echild)
        {
            exit = new ChildExit(child, IsSignal: false, UnknownCode);
            return true;
        }

        int signal = status & SignalMask;
        exit = process <= 0 ? default : new ChildExit(process, signal != 0, signal != 0 ? signal : (status >> StatusCodeShift) & StatusMask);
        return process > 0;
    }

    // Only while it is ours: until it is waited for, its number belongs to nobody else.
    private void Send(int process, int signal)
    {
        if (_children.ContainsKey(process)) _ = Libc.SendSignal(process, signal);
    }

    internal static IEnumerable<string> Merge(IReadOnlyDictionary<string, string?> changes)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (!changes.ContainsKey((string)variable.Key)) yield return $"{variable.Key}={variable.Value}";
        }

        foreach ((string name, string? value) in changes)
        {
            if (value is not null) yield return $"{name}={value}";
        }
    }
}
