namespace Culvert.Hal.Processes;

/// <summary>How a child process ended.</summary>
/// <param name="Process">Its process id, which the kernel may give to another from now on.</param>
/// <param name="IsSignal">A signal ended it; <paramref name="Number"/> is the signal's, else the exit code, -1 when somebody else has taken it.</param>
public readonly record struct ChildExit(int Process, bool IsSignal, int Number);
