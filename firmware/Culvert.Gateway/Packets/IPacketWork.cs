using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>What a packet thread does when it is awake. Runs to completion and never blocks.</summary>
internal interface IPacketWork
{
    /// <summary>What to wait for, under this snapshot.</summary>
    IPacketSource[] SourcesOf(PathSnapshot snapshot);

    /// <summary>Moves what is there.</summary>
    /// <param name="waiter">Says which of the sources are ready.</param>
    /// <returns>Whether the sources are still the same; if not, they are asked for anew.</returns>
    bool Run(PathSnapshot snapshot, IPacketWaiter waiter);
}
