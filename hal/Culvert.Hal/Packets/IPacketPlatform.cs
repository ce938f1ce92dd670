namespace Culvert.Hal.Packets;

/// <summary>Makes the devices of the packet path. Every method that can fail for an outside reason throws <see cref="PacketDeviceException"/>.</summary>
public interface IPacketPlatform
{
    /// <summary>Creates a TUN device. It vanishes when disposed. Up, MTU and routes are not its business.</summary>
    /// <param name="name">At most 15 octets.</param>
    ITunDevice OpenTun(string name);

    /// <summary>Whether this machine speaks IPv6; without it no socket of that family opens.</summary>
    bool HasIPv6 { get; }

    IPacketSocket OpenUdp(UdpSocketOptions options);

    /// <summary>Opens a raw socket for ESP without UDP (IP protocol 50), which takes more privilege than UDP does.</summary>
    IPacketSocket OpenEsp(EspSocketOptions options);

    IPacketWaiter CreateWaiter();

    IWakeSignal CreateSignal();

    /// <summary>Gives the calling thread round-robin real-time scheduling. False where that is not permitted.</summary>
    bool TryUseRealtimePriority(int priority);
}
