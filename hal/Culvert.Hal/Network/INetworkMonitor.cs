namespace Culvert.Hal;

/// <summary>Tells that links, addresses, routes or rules may have changed.</summary>
public interface INetworkMonitor : IDisposable
{
    /// <summary>To wait on: readable when there is news.</summary>
    int Descriptor { get; }

    /// <summary>Takes all news; true when there was any. Never blocks.</summary>
    bool TakeChanges();
}
