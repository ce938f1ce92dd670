using Culvert.Core;

namespace Culvert.Hal.Simulated;

/// <summary>A clock that stands still until it is told.</summary>
public sealed class SimulatedClock : IMonotonicClock
{
    public Instant Now { get; private set; } = Instant.FromSeconds(1000);

    public void Advance(TimeSpan span) => Now += span;
}
