using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>poll(2) over the sources and an eventfd.</summary>
internal sealed class LinuxPacketWaiter : IPacketWaiter
{
    private readonly LinuxWakeSignal _wake = new();
    private readonly PollSet _poll = new();
    private int[] _descriptors = [];

    public void Watch(ReadOnlySpan<IPacketSource> sources)
    {
        _descriptors = new int[sources.Length];
        for (int i = 0; i < sources.Length; i++) _descriptors[i] = sources[i].Descriptor;
    }

    public void Wait()
    {
        _poll.Clear();
        foreach (int descriptor in _descriptors) _poll.Add(descriptor);
        int wake = _poll.Add(_wake.Descriptor);
        _poll.Wait(null);
        if (_poll.IsReadable(wake)) _wake.Lower();
    }

    public bool IsReady(int index) => _poll.IsReadable(index);

    public void Wake() => _wake.Raise();

    public void Dispose() => _wake.Dispose();
}
