using Culvert.Core;

namespace Culvert.Hal;

/// <summary>Time that only moves forward and counts while the machine sleeps (CLOCK_BOOTTIME).</summary>
public interface IMonotonicClock
{
    Instant Now { get; }
}
