namespace Culvert.Lab.Hosts;

/// <summary>How a box differs from one as it is sold.</summary>
/// <param name="Start">
/// The emulator's words for what it starts; null: kernel and root of the image directly, which saves the seconds of the boot loader.
/// </param>
/// <param name="Missing">The one port that it does not have: `wan` or `lan`.</param>
public sealed record BoxWiring(IReadOnlyList<string>? Start = null, bool IsCardReadOnly = false, int Ports = 2, string? Missing = null);
