using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Control;
using Culvert.Core;
using Culvert.Hal.Packets;
using Culvert.Ike;

namespace Culvert.Gateway.Packets;

/// <summary>
/// Moves packets between the tunnels' TUN devices and the WAN, on two threads of its own. Everything here is called by
/// the control thread alone; the packet threads see only immutable snapshots and never wait for it.
/// </summary>
public sealed class PacketPath : IDisposable
{
    private readonly string _missing = "packet path, this build, has no data plane yet";

    /// <summary>Opens the IKE and NAT-traversal sockets.</summary>
    /// <param name="clock">CLOCK_BOOTTIME; called from the packet threads, once per batch.</param>
    /// <exception cref="PacketDeviceException">A port is taken, something is not permitted, or libcrypto is missing.</exception>
    public PacketPath(IPacketPlatform platform, IEntropy entropy, Func<Instant> clock, PacketPathOptions options) =>
        throw Unavailable();

    /// <summary>Raised while an IKE message or an event waits: poll its descriptor, lower it, then drain both queues.</summary>
    public IWakeSignal Attention => throw Unavailable();

    /// <summary>Drops that belong to no tunnel, by cause, and other facts for the log.</summary>
    public IReadOnlyList<Counter> Counters => throw Unavailable();

    /// <summary>Starts the packet threads.</summary>
    public void Start() => throw Unavailable();

    /// <summary>Adds a tunnel that drops everything until it has SAs. The path owns the device from here.</summary>
    /// <param name="mtu">Largest inner packet in octets; TCP's maximum segment size is clamped to it both ways.</param>
    public void AddTunnel(string tunnel, ITunDevice tun, int mtu) => throw Unavailable();

    public void SetMtu(string tunnel, int mtu) => throw Unavailable();

    /// <summary>Removes the tunnel with its SAs and closes its device. An unknown name is ignored.</summary>
    public void RemoveTunnel(string tunnel) => throw Unavailable();

    /// <summary>Carries out the order; the packet threads follow within one batch. The keys in it belong to the path from here.</summary>
    public void Apply(PathChange change) => throw Unavailable();

    /// <summary>What the tunnel has carried so far; all zero for an unknown name.</summary>
    public TrafficSample Sample(string tunnel) => throw Unavailable();

    /// <summary>Where the tunnel's last authenticated ESP packet came from; null before the first.</summary>
    public IPEndPoint? LastPeer(string tunnel) => throw Unavailable();

    public bool TryTakeIke(out Datagram datagram) => throw Unavailable();

    public bool TryTakeEvent([NotNullWhen(true)] out PacketPathEvent? pathEvent) => throw Unavailable();

    /// <summary>Sends an IKE message from the port of its local endpoint, with the non-ESP marker where that is due.</summary>
    public void SendIke(Datagram datagram) => throw Unavailable();

    /// <summary>Sends the one 0xFF octet that keeps a NAT's mapping alive (RFC 3948 section 2.3).</summary>
    public void SendNatKeepalive(IPEndPoint local, IPEndPoint remote) => throw Unavailable();

    /// <summary>Stops the threads, closes sockets and devices, clears the keys.</summary>
    public void Dispose()
    {
    }

    private PacketDeviceException Unavailable() => new(_missing);
}
