namespace Culvert.Hal.Processes;

/// <summary>The processes that this one starts. One thread only.</summary>
public interface IChildProcesses
{
    /// <summary>One for each child that has not been taken yet, readable once it has ended; fewer where the kernel has no such thing.</summary>
    IEnumerable<int> Descriptors { get; }

    /// <summary>Starts a program with our standard streams.</summary>
    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">Without the program's own name.</param>
    /// <param name="environment">Added to our own environment; null takes a variable away.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="KernelException">It cannot be started.</exception>
    int Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment);

    /// <summary>SIGTERM. Nothing happens when it has ended already.</summary>
    void Terminate(int process);

    /// <summary>SIGUSR1. Nothing happens when it has ended already.</summary>
    void Nudge(int process);

    /// <summary>SIGKILL. Nothing happens when it has ended already.</summary>
    void Kill(int process);

    /// <summary>Takes the news of one child that has ended. As PID 1 it also buries the orphans of others.</summary>
    bool TryTakeExit(out ChildExit exit);
}
