using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>Sleeps until somebody wakes it; every source then counts as ready.</summary>
public sealed class SimulatedPacketWaiter : IPacketWaiter
{
    private readonly AutoResetEvent _woken = new(initialState: false);

    public void Watch(ReadOnlySpan<IPacketSource> sources)
    {
    }

    public void Wait() => _woken.WaitOne();

    public bool IsReady(int index) => true;

    public void Wake() => _woken.Set();

    public void Dispose() => _woken.Dispose();
}
