using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>A flag in memory.</summary>
public sealed class SimulatedWakeSignal : IWakeSignal
{
    private int _raised;

    public int Descriptor => -1;

    public bool IsRaised => Volatile.Read(ref _raised) != 0;

    public void Raise() => Volatile.Write(ref _raised, 1);

    public bool Lower() => Interlocked.Exchange(ref _raised, 0) != 0;

    public void Dispose()
    {
    }
}
