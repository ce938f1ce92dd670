namespace Culvert.Hal.Packets;

/// <summary>Something that packets come from, and that an <see cref="IPacketWaiter"/> can wait for.</summary>
public interface IPacketSource : IDisposable
{
    /// <summary>The kernel's descriptor, readable (POLLIN) when there is a packet; -1 where there is no kernel.</summary>
    int Descriptor { get; }
}
