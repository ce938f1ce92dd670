namespace Culvert.Lab.Hosts;

/// <summary>How a command ended and what it printed.</summary>
/// <param name="CommandLine">As one would type it.</param>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>This result, when the command succeeded.</summary>
    /// <exception cref="CommandFailedException">The exit code was not 0.</exception>
    public CommandResult OrThrow() => ExitCode == 0 ? this : throw new CommandFailedException(this);
}
