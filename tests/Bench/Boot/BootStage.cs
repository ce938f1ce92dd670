namespace Culvert.Bench.Boot;

/// <summary>A part of a start, by the first line of the kernel's log after it.</summary>
/// <param name="Name">In the report.</param>
/// <param name="Line">What the line holds.</param>
internal sealed record BootStage(string Name, string Line);
