using System.Net;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>The packet devices of a machine in memory with one WAN address.</summary>
public sealed class SimulatedPacketPlatform(SimulatedWire wire, IPAddress address) : IPacketPlatform
{
    private readonly UInt128 _address = UdpEndpoint.From(new IPEndPoint(address, 0)).Address;

    /// <summary>The sockets opened so far, by port.</summary>
    public Dictionary<int, SimulatedUdpSocket> Sockets { get; } = [];

    public ITunDevice OpenTun(string name) => new SimulatedTun(name);

    public IUdpPacketSocket OpenUdp(UdpSocketOptions options)
    {
        var socket = new SimulatedUdpSocket(wire, _address, options);
        Sockets[options.Port] = socket;
        return socket;
    }

    public IPacketWaiter CreateWaiter() => new SimulatedPacketWaiter();

    public IWakeSignal CreateSignal() => new SimulatedWakeSignal();

    public bool TryUseRealtimePriority(int priority) => false;
}
