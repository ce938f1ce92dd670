using Culvert.Hal.Linux.Netlink;

namespace Culvert.Hal.Linux;

/// <summary>A netlink socket that hears every change of links, addresses, routes and rules.</summary>
public sealed class LinuxNetworkMonitor : INetworkMonitor
{
    private readonly NetlinkSocket _socket = new(Groups.All, nonBlocking: true);

    public int Descriptor => _socket.Descriptor;

    public bool TakeChanges() => _socket.Drain();

    public void Dispose() => _socket.Dispose();
}
