using Culvert.Config.Import;
using Culvert.Core;

namespace Culvert.Console.Session;

/// <summary>
/// Work that the session wants done elsewhere, since it is slow or needs files, the gateway or the network. Whoever does
/// it hands the same object back with <see cref="ConsoleSession.HandleJobDone"/>; there is one at a time.
/// </summary>
public abstract record ConsoleJob
{
    private volatile bool _isCancelled;

    private ConsoleJob()
    {
    }

    /// <summary>The person does not want to wait for it; it should end soon, and is handed back all the same.</summary>
    public bool IsCancelled => _isCancelled;

    internal void Cancel() => _isCancelled = true;

    /// <summary>The status for the banner, and whether there is a password.</summary>
    public sealed record Greet : ConsoleJob;

    /// <summary>Makes this the password. The secret is the job's: disposed of when it is done.</summary>
    public sealed record StorePassword(Secret Password) : ConsoleJob;

    /// <summary>Makes this the password in place of the one that let this person in. The secret is the job's.</summary>
    public sealed record ChangePassword(Secret Password) : ConsoleJob;

    /// <summary>Whether this is the password.</summary>
    public sealed record CheckPassword(Secret Password) : ConsoleJob;

    /// <summary>Asks the running gateway.</summary>
    /// <param name="Words">As on the command line.</param>
    public sealed record AskGateway(IReadOnlyList<string> Words) : ConsoleJob;

    /// <param name="AsCommands">As the commands that make the configuration.</param>
    public sealed record ShowConfig(bool AsCommands) : ConsoleJob;

    /// <summary>Sets a value of the candidate.</summary>
    /// <param name="Words">Keys, and the value last; may hold a secret.</param>
    public sealed record Set(IReadOnlyList<string> Words) : ConsoleJob
    {
        public override string ToString() => "[set]";
    }

    public sealed record Delete(IReadOnlyList<string> Words) : ConsoleJob;

    public sealed record Compare : ConsoleJob;

    public sealed record Commit : ConsoleJob;

    public sealed record Discard : ConsoleJob;

    /// <summary>Understands what was pasted and commits it as one change; where values are missing, says which.</summary>
    /// <param name="Pasted">Octets as they came, lines by LF.</param>
    public sealed record Import(ReadOnlyMemory<byte> Pasted, ImportOptions Options) : ConsoleJob
    {
        public override string ToString() => "[import]";
    }

    /// <summary>Erases the configuration, all secrets and the password; done when they are gone.</summary>
    public sealed record ResetFactory : ConsoleJob;

    /// <summary>Restarts the machine, where it is the box's own.</summary>
    public sealed record Reboot : ConsoleJob;

    /// <summary>Four echo requests; a line for each goes to <see cref="ConsoleSession.HandleJobOutput"/>.</summary>
    public sealed record Ping(string Address) : ConsoleJob;
}
