using System.Collections;
using Culvert.Hal.Processes;

namespace Culvert.Hal.Linux.Processes;

/// <summary>
/// Children by posix_spawn(3) and waitpid(2). Not System.Diagnostics.Process: that one waits for its children in a way of its
/// own, and PID 1 has to bury those of others too.
/// </summary>
public sealed unsafe class LinuxChildProcesses : IChildProcesses
{
    private const int StatusCodeShift = 8, StatusMask = 0xFF, SignalMask = 0x7F;

    private readonly HashSet<int> _children = [];

    public int Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        using var path = new NativeStrings([program]);
        using var argv = new NativeStrings([Path.GetFileName(program), .. arguments]);
        using var envp = new NativeStrings(Merge(environment));
        int process;
        int error = Libc.PosixSpawn(&process, path.Array[0], null, null, argv.Array, envp.Array);
        if (error != 0) throw Errno.Of($"start {program}", error);
        _children.Add(process);
        return process;
    }

    public void Terminate(int process) => Send(process, Libc.Terminate);

    public void Kill(int process) => Send(process, Libc.Kill);

    public bool TryTakeExit(out ChildExit exit)
    {
        // Somebody else's children may be waited for by somebody else, except where that is our duty.
        if (Environment.ProcessId == 1) return TryTakeAny(out exit);
        foreach (int child in _children)
        {
            if (TryWait(child, out exit)) return _children.Remove(child);
        }

        exit = default;
        return false;
    }

    private bool TryTakeAny(out ChildExit exit)
    {
        while (TryWait(Libc.AnyChild, out exit))
        {
            if (_children.Remove(exit.Process)) return true;
        }

        return false;
    }

    private static bool TryWait(int child, out ChildExit exit)
    {
        int status;
        int process = Libc.WaitPid(child, &status, Libc.WaitNoHang);
        int signal = status & SignalMask;
        exit = process <= 0 ? default : new ChildExit(process, signal != 0, signal != 0 ? signal : (status >> StatusCodeShift) & StatusMask);
        return process > 0;
    }

    // Only while it is ours: until it is waited for, its number belongs to nobody else.
    private void Send(int process, int signal)
    {
        if (_children.Contains(process)) _ = Libc.SendSignal(process, signal);
    }

    private static IEnumerable<string> Merge(IReadOnlyDictionary<string, string?> changes)
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
