using Culvert.Hal.Boot;

namespace Culvert.Hal.Simulated;

/// <summary>A date that stands still until it is set.</summary>
public sealed class SimulatedWallClock : IWallClock
{
    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

    public void Set(DateTimeOffset time) => Now = time;
}
