namespace Culvert.Hal.Packets;

/// <summary>A flag that another thread raises and that a poll loop can wait for (Linux: eventfd).</summary>
public interface IWakeSignal : IPacketSource
{
    /// <summary>Any thread; raising a raised flag does nothing.</summary>
    void Raise();

    /// <summary>Lowers the flag. To lose nothing, lower it before looking at what it stands for.</summary>
    /// <returns>Whether it was raised.</returns>
    bool Lower();
}
