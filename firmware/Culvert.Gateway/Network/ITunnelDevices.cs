namespace Culvert.Gateway.Network;

/// <summary>Makes and removes the TUN devices of tunnels, and tells the packet path of them.</summary>
internal interface ITunnelDevices
{
    /// <exception cref="Culvert.Hal.Packets.PacketDeviceException">The machine has no TUN, or does not let us.</exception>
    void Create(string tunnel, string device, int mtu);

    void SetMtu(string tunnel, int mtu);

    void Remove(string tunnel);
}
