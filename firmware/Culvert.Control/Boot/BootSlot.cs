namespace Culvert.Control.Boot;

/// <summary>What U-Boot says of the system that it started, on the kernel's command line.</summary>
/// <param name="Name"><c>a</c> or <c>b</c>; null when it was not started from a slot.</param>
/// <param name="IsTrial">Whether it was started for the first time, to see whether it is good.</param>
public sealed record BootSlot(string? Name, bool IsTrial)
{
    private const string Slot = "culvert.slot=";
    private const string Trial = "culvert.trial=1";

    /// <param name="commandLine">As /proc/cmdline has it.</param>
    public static BootSlot Of(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        string[] words = commandLine.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string? name = Array.FindLast(words, word => word.StartsWith(Slot, StringComparison.Ordinal))?[Slot.Length..];
        return new BootSlot(name is "a" or "b" ? name : null, name is "a" or "b" && Array.Exists(words, word => word == Trial));
    }
}
