namespace Culvert.Hal.Power;

/// <summary>The machine as a whole.</summary>
public interface IMachinePower
{
    /// <summary>Whether this process is the machine's first one: nobody else may restart what others may be at work on.</summary>
    bool IsOurs { get; }

    /// <summary>Writes out what is buffered and restarts the machine; returns only by throwing.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    /// <exception cref="InvalidOperationException">The machine is not ours.</exception>
    void Restart();
}
