using Culvert.Core;

namespace Culvert.Hal.Gpio;

/// <summary>The level of a port at an instant. True is high, whatever hangs on it.</summary>
/// <param name="Time">When the level came, by the clock that <see cref="IMonotonicClock"/> reads: durations survive a wall clock that is set.</param>
public readonly record struct DigitalState(bool State, Instant Time);
