namespace Culvert.Control.Supervision;

/// <summary>How a process ended: by itself with an exit code, or by a signal.</summary>
/// <param name="IsSignal">A signal ended it; <paramref name="Number"/> is the signal's, else the exit code.</param>
public readonly record struct ServiceExit(bool IsSignal, int Number)
{
    /// <summary>sysexits.h: a bug, which the process has already written down.</summary>
    private const int SoftwareError = 70;

    private const int Abort = 6, BusError = 7, Kill = 9, SegmentationFault = 11, Terminate = 15;

    public static ServiceExit WithCode(int code) => new(IsSignal: false, code);

    public static ServiceExit BySignal(int signal) => new(IsSignal: true, signal);

    /// <summary>Exit code 0.</summary>
    public bool IsOrderly => !IsSignal && Number == 0;

    public override string ToString() => this switch
    {
        { IsOrderly: true } => "ended by itself",
        { IsSignal: false, Number: SoftwareError } => "ended by an internal error (exit code 70)",
        { IsSignal: false } => $"ended with exit code {Number}",
        _ => $"was ended by signal {Number}{NameOf(Number)}",
    };

    private static string NameOf(int signal) => signal switch
    {
        Abort => " (SIGABRT)",
        BusError => " (SIGBUS)",
        Kill => " (SIGKILL)",
        SegmentationFault => " (SIGSEGV)",
        Terminate => " (SIGTERM)",
        _ => "",
    };
}
