namespace Culvert.Bench;

/// <summary>One TCP transfer through one pair of gateways.</summary>
/// <param name="System">What the gateways are.</param>
/// <param name="Suite">The ESP suite.</param>
/// <param name="Streams">Parallel TCP connections.</param>
/// <param name="GigabitsPerSecond">Goodput at the receiver.</param>
/// <param name="CpuSecondsPerGigabyte">User and system time of both gateway processes, by goodput.</param>
/// <param name="Leds">LEDs of both gateways meanwhile; strongSwan has none.</param>
internal sealed record Measurement(
    string System, string Suite, int Streams, double GigabitsPerSecond, double CpuSecondsPerGigabyte, LedLateness Leds);
