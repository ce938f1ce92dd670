using Culvert.Gateway.Packets;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Network;

/// <summary>TUN devices of the kernel, each handed to the packet path.</summary>
internal sealed class PacketTunnelDevices(IPacketPlatform platform, PacketPath path) : ITunnelDevices
{
    public void Create(string tunnel, string device, int mtu) => path.AddTunnel(tunnel, platform.OpenTun(device), mtu);

    public void SetMtu(string tunnel, int mtu) => path.SetMtu(tunnel, mtu);

    public void Remove(string tunnel) => path.RemoveTunnel(tunnel);
}
