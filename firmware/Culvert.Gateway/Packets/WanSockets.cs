using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>
/// The sockets of the WAN: IKE, NAT traversal and raw ESP, of each address family that the machine has. Raw ESP takes a
/// privilege of its own; where that is refused the gateway does without.
/// </summary>
internal sealed class WanSockets : IDisposable
{
    private const int BufferBytes = 8 << 20;

    private readonly List<WanSocket> _sockets = [];

    /// <exception cref="PacketDeviceException">A port is taken, or UDP is not permitted.</exception>
    public WanSockets(IPacketPlatform platform, PacketPathOptions options)
    {
        try
        {
            foreach (bool isIPv6 in platform.HasIPv6 ? (bool[])[false, true] : [false]) Open(platform, options, isIPv6);
        }
        catch (PacketDeviceException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there is no raw ESP, or not for every family; null when there is.</summary>
    public string? RawEspRefusal { get; private set; }

    public IReadOnlyList<WanSocket> All => _sockets;

    /// <summary>Null when there is none.</summary>
    public IPacketSocket? Find(WanProtocol protocol, bool isIPv6) =>
        _sockets.Find(socket => socket.Protocol == protocol && socket.IsIPv6 == isIPv6)?.Socket;

    public void Dispose()
    {
        foreach (WanSocket socket in _sockets) socket.Socket.Dispose();
    }

    private void Open(IPacketPlatform platform, PacketPathOptions options, bool isIPv6)
    {
        // The first is watched first: ESP does not wait behind IKE.
        Add(WanProtocol.NatTraversal, platform.OpenUdp(new UdpSocketOptions(options.NatTraversalPort, options.Mark, Coalesce: true, BufferBytes, isIPv6)));
        Add(WanProtocol.Ike, platform.OpenUdp(new UdpSocketOptions(options.IkePort, options.Mark, Coalesce: false, BufferBytes, isIPv6)));
        try
        {
            Add(WanProtocol.RawEsp, platform.OpenEsp(new EspSocketOptions(isIPv6, options.Mark, BufferBytes)));
        }
        catch (PacketDeviceException refused)
        {
            RawEspRefusal ??= refused.Message;
        }

        void Add(WanProtocol protocol, IPacketSocket socket) => _sockets.Add(new WanSocket(protocol, isIPv6, socket));
    }
}
