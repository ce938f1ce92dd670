namespace Culvert.Hal.Packets;

/// <summary>Lets one thread sleep until a source has something to read or another thread calls <see cref="Wake"/>.</summary>
public interface IPacketWaiter : IDisposable
{
    /// <summary>Replaces the sources that are waited for. Called by the waiting thread.</summary>
    void Watch(ReadOnlySpan<IPacketSource> sources);

    /// <summary>Sleeps. May return early, and without anything being ready.</summary>
    void Wait();

    /// <summary>Whether the last <see cref="Wait"/> found the source, by its place in <see cref="Watch"/>, readable.</summary>
    bool IsReady(int index);

    /// <summary>Ends the present or the next <see cref="Wait"/>. Any thread.</summary>
    void Wake();
}
