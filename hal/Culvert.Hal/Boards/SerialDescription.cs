namespace Culvert.Hal.Boards;

/// <summary>The serial line of the console, 8N1.</summary>
/// <param name="Device">"/dev/ttyS1".</param>
/// <param name="Baud">Bits per second.</param>
public sealed record SerialDescription(string Device, int Baud);
