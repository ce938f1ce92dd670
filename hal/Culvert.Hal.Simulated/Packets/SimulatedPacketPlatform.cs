using System.Net;
using System.Net.Sockets;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Simulated.Packets;

/// <summary>The packet devices of a machine in memory with one WAN address of each family, or of one.</summary>
public sealed class SimulatedPacketPlatform(SimulatedWire wire, params IPAddress[] addresses) : IPacketPlatform
{
    /// <summary>The sockets opened so far, by family and port; raw ESP has port 0.</summary>
    public Dictionary<(bool IsIPv6, int Port), SimulatedPacketSocket> Sockets { get; } = [];

    /// <summary>Fault: raw sockets are not permitted.</summary>
    public bool RefusesEsp { get; init; }

    public bool HasIPv6 => addresses.Any(IsIPv6);

    public ITunDevice OpenTun(string name) => new SimulatedTun(name);

    public IPacketSocket OpenUdp(UdpSocketOptions options) => Open(options.IsIPv6, options.Port, options.Coalesce);

    public IPacketSocket OpenEsp(EspSocketOptions options) =>
        RefusesEsp ? throw new PacketDeviceException("raw ESP, not permitted, run as root") : Open(options.IsIPv6, port: 0, coalesces: false);

    public IPacketWaiter CreateWaiter() => new SimulatedPacketWaiter();

    public IWakeSignal CreateSignal() => new SimulatedWakeSignal();

    public bool TryUseRealtimePriority(int priority) => false;

    private SimulatedPacketSocket Open(bool isIPv6, int port, bool coalesces)
    {
        IPAddress? address = addresses.FirstOrDefault(address => IsIPv6(address) == isIPv6);
        PacketEndpoint local = address is null ? new(0, (ushort)port, isIPv6) : PacketEndpoint.From(new IPEndPoint(address, port));
        return Sockets[(isIPv6, port)] = new SimulatedPacketSocket(wire, local, coalesces);
    }

    private static bool IsIPv6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;
}
