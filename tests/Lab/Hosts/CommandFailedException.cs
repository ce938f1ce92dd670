namespace Culvert.Lab.Hosts;

/// <summary>A command that had to succeed did not; the message holds everything it printed.</summary>
public sealed class CommandFailedException(CommandResult result)
    : Exception($"{result.CommandLine}\nexit {result.ExitCode}\n{result.Output}{result.Error}")
{
    /// <summary>What the command did.</summary>
    public CommandResult Result { get; } = result;
}
