using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Culvert.Control;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.LibCrypto;
using Culvert.Crypto.Packet;
using Culvert.Esp;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Packets;
using Culvert.Ike;

namespace Culvert.Gateway.Packets;

/// <summary>
/// Moves packets between the tunnels' TUN devices and the WAN, on two threads of its own. Everything here is called by
/// the control thread alone; the packet threads see only immutable snapshots and never wait for it.
/// </summary>
public sealed class PacketPath : IDisposable
{
    private const int RealtimePriority = 1;

    private readonly IPacketPlatform _platform;
    private readonly IEntropy _entropy;
    private readonly AeadProvider? _aead;
    private readonly WanSockets _wan;
    private readonly ControlMailbox _mailbox;
    private readonly WanToTun _receiving;
    private readonly PacketLoop _receiver;
    private readonly PacketLoop _sender;
    private readonly SnapshotBoard _board = new();
    private readonly PathProber _prober = new();
    private readonly Dictionary<string, TunnelEntry> _tunnels = [];
    private int _isPriorityNoted;

    /// <summary>Opens the WAN's sockets.</summary>
    /// <param name="clock">Asked from the packet threads, once per batch.</param>
    /// <exception cref="PacketDeviceException">A port is taken, something is not permitted, or libcrypto is missing.</exception>
    public PacketPath(IPacketPlatform platform, IEntropy entropy, IMonotonicClock clock, PacketPathOptions options)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(options);
        if (!LibCryptoLibrary.IsAvailable(out string? missing)) throw new PacketDeviceException(missing);
        _platform = platform;
        _entropy = entropy;
        _aead = options.Aead;
        _wan = new WanSockets(platform, options);
        _mailbox = new ControlMailbox(platform.CreateSignal(), options.IkeQueueLength);
        _receiving = new WanToTun(_wan.All, _board, clock, _mailbox);
        _receiver = new PacketLoop("culvert-rx", _receiving, platform.CreateWaiter(), _board);
        _sender = new PacketLoop("culvert-tx", new TunToWan(clock, _mailbox, _prober), platform.CreateWaiter(), _board);
        Counters = [_receiving.UnknownSpi, _receiving.Malformed, _mailbox.Overflow];
    }

    /// <summary>Raised while an IKE message or an event waits: poll its descriptor, lower it, then drain both queues.</summary>
    public IWakeSignal Attention => _mailbox.Attention;

    /// <summary>The packet threads' signs of life.</summary>
    internal IReadOnlyList<Pulse> Pulses => [_receiver.Pulse, _sender.Pulse];

    /// <summary>Drops that belong to no tunnel, by cause.</summary>
    public IReadOnlyList<Counter> Counters { get; }

    /// <summary>Why ESP cannot go without UDP, or not over every family; null when it can.</summary>
    public string? RawEspRefusal => _wan.RawEspRefusal;

    /// <summary>Whether ESP can go without UDP: raw sockets take a privilege that may be missing.</summary>
    public bool CanSendRawEsp(AddressFamily family) => _wan.Find(WanProtocol.RawEsp, family == AddressFamily.InterNetworkV6) is not null;

    /// <summary>Starts the packet threads.</summary>
    public void Start()
    {
        _receiver.Start(RaisePriority);
        _sender.Start(RaisePriority);
    }

    /// <summary>Adds a tunnel that drops everything until it has SAs. The path owns the device from here.</summary>
    /// <param name="mtu">Largest inner packet in octets; TCP's maximum segment size is clamped to it both ways.</param>
    public void AddTunnel(string tunnel, ITunDevice tun, int mtu)
    {
        RemoveTunnel(tunnel);
        _tunnels.Add(tunnel, new TunnelEntry(new TunnelPath(tunnel, tun, mtu)));
        Publish();
    }

    /// <summary>An unknown name is ignored.</summary>
    public void SetMtu(string tunnel, int mtu)
    {
        if (_tunnels.TryGetValue(tunnel, out TunnelEntry? state)) state.Path.Mtu = mtu;
    }

    /// <summary>Removes the tunnel with its SAs and closes its device. An unknown name is ignored.</summary>
    public void RemoveTunnel(string tunnel)
    {
        if (!_tunnels.Remove(tunnel, out TunnelEntry? state)) return;
        Publish([.. state.Sas, state.Path]);
    }

    /// <summary>Carries out the order; the packet threads follow within one batch. The keys in it belong to the path from here.</summary>
    public void Apply(PathChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _tunnels.TryGetValue(change.Tunnel, out TunnelEntry? tunnel);
        switch (change)
        {
            case PathChange.InstallInbound install:
                InstallInbound(tunnel, install.Sa);
                break;
            case PathChange.RemoveInbound remove:
                if (tunnel is not null && tunnel.Inbound.Remove(remove.Spi, out InboundLeg? removed)) Publish(removed.Sa);
                break;
            case PathChange.UseOutbound use:
                UseOutbound(tunnel, use.Sa);
                break;
            case PathChange.StopOutbound stop:
                if (tunnel is not null) StopOutbound(tunnel, stop.Spi);
                break;
            case PathChange.SendRaw raw:
                if (tunnel is not null) SendRaw(tunnel, raw.Spi);
                break;
            case PathChange.MovePeer move:
                if (tunnel is not null) MovePeer(tunnel, PacketEndpoint.From(move.Remote));
                break;
            case PathChange.SendNatKeepalive keepalive:
                SendNatKeepalive(keepalive.Local, keepalive.Remote);
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} is not known here", nameof(change));
        }
    }

    /// <summary>What the tunnel has carried so far; all zero for an unknown name.</summary>
    public TrafficSample Sample(string tunnel)
    {
        Collect();
        return _tunnels.TryGetValue(tunnel, out TunnelEntry? state) ? state.Path.Sample() : default(TrafficSample) with { Tunnel = tunnel };
    }

    /// <summary>What the SAs of a tunnel's CHILD have carried; zero of one that is not installed.</summary>
    public SaTraffic Carried(string tunnel, uint inboundSpi, uint outboundSpi)
    {
        if (!_tunnels.TryGetValue(tunnel, out TunnelEntry? state)) return default;
        TrafficMeter? inbound = state.Inbound.GetValueOrDefault(inboundSpi)?.Sa.Traffic;
        TrafficMeter? outbound = state.Outbound.FirstOrDefault(leg => leg.Sa.Spi == outboundSpi)?.Sa.Traffic;
        return new SaTraffic(inbound?.Packets ?? 0, inbound?.Bytes ?? 0, outbound?.Packets ?? 0, outbound?.Bytes ?? 0);
    }

    /// <summary>Whether the tunnel has sent many packets since this was last true that a narrow link may not take whole.</summary>
    internal bool HasSentManyLarge(string tunnel) => _tunnels.TryGetValue(tunnel, out TunnelEntry? state) && state.Path.TakeHasSentManyLarge();

    /// <summary>Lets the tunnel send a packet that may not be fragmented: what the kernel learns from that is the way's MTU.</summary>
    /// <param name="outerMtu">Its size in octets, at most.</param>
    internal void Probe(string tunnel, int outerMtu)
    {
        if (!_tunnels.TryGetValue(tunnel, out TunnelEntry? state)) return;
        state.Path.ProbeMtu = outerMtu;
        _prober.Order();
        _sender.Wake();
    }

    public bool TryTakeIke(out Datagram datagram) => _mailbox.TryTakeIke(out datagram);

    public bool TryTakeEvent([NotNullWhen(true)] out PacketPathEvent? pathEvent)
    {
        while (_mailbox.TryTakeEvent(out pathEvent))
        {
            // That a tunnel's device goes with the tunnel is no news.
            if (pathEvent is not PacketPathEvent.Notice { Tunnel: { Length: > 0 } tunnel } || _tunnels.ContainsKey(tunnel)) return true;
        }

        return false;
    }

    /// <summary>Sends an IKE message from the port of its local endpoint, with the non-ESP marker where that is due.</summary>
    public void SendIke(Datagram datagram)
    {
        byte[] octets = datagram.NeedsMarker ? [0, 0, 0, 0, .. datagram.Bytes.Span] : datagram.Bytes.ToArray();
        Send(datagram.NeedsMarker ? WanProtocol.NatTraversal : WanProtocol.Ike, datagram.Local, datagram.Remote, octets);
    }

    /// <summary>Sends the one 0xFF octet that keeps a NAT's mapping alive (RFC 3948 section 2.3).</summary>
    public void SendNatKeepalive(IPEndPoint local, IPEndPoint remote) => Send(WanProtocol.NatTraversal, local, remote, [0xff]);

    /// <summary>Stops the threads, closes sockets and devices, clears the keys.</summary>
    public void Dispose()
    {
        _receiver.Stop();
        _sender.Stop();
        foreach (string tunnel in _tunnels.Keys.ToArray()) RemoveTunnel(tunnel);
        _receiver.Dispose();
        _sender.Dispose();
        _wan.Dispose();
        _mailbox.Dispose();
    }

    /// <summary>One turn of both packet threads on the caller's, in place of <see cref="Start"/>.</summary>
    internal void Step()
    {
        _sender.Step();
        _receiver.Step();
    }

    private void Send(WanProtocol protocol, IPEndPoint local, IPEndPoint remote, byte[] octets)
    {
        PacketEndpoint peer = PacketEndpoint.From(remote);
        _wan.Find(protocol, peer.IsIPv6)?.Send(PacketEndpoint.From(local), peer, octets, octets.Length);
    }

    private void InstallInbound(TunnelEntry? tunnel, EspSaParameters parameters)
    {
        using EspKeys keys = parameters.Keys;
        if (tunnel is null) return;
        tunnel.Inbound.Remove(parameters.Spi, out InboundLeg? replaced);
        tunnel.Inbound.Add(parameters.Spi, new InboundLeg(tunnel.Path, new InboundSa(parameters, _aead), parameters.UdpEncapsulated, PacketEndpoint.From(parameters.Remote)));
        Publish(replaced is null ? [] : [replaced.Sa]);
    }

    private void UseOutbound(TunnelEntry? tunnel, EspSaParameters parameters)
    {
        using EspKeys keys = parameters.Keys;
        if (tunnel is null) return;
        PacketEndpoint local = PacketEndpoint.From(parameters.Local), remote = PacketEndpoint.From(parameters.Remote);
        if (_wan.Find(parameters.UdpEncapsulated ? WanProtocol.NatTraversal : WanProtocol.RawEsp, remote.IsIPv6) is not { } socket)
        {
            _mailbox.Post(new PacketPathEvent.Notice(
                tunnel.Path.Name, $"nothing can be sent to {parameters.Remote.Address}: there is no socket for its form of ESP", IsWarning: true));
            return;
        }

        tunnel.Outbound = [new OutboundLeg(new OutboundSa(parameters, _entropy, aead: _aead), socket, local, remote), .. tunnel.Outbound];
        Publish();
    }

    private void SendRaw(TunnelEntry tunnel, uint spi)
    {
        tunnel.Outbound = [.. tunnel.Outbound.Select(leg => leg.Sa.Spi == spi && _wan.Find(WanProtocol.RawEsp, leg.Destination.IsIPv6) is { } raw ? leg.By(raw) : leg)];
        Publish();
    }

    private void StopOutbound(TunnelEntry tunnel, uint spi)
    {
        if (tunnel.Outbound.FirstOrDefault(leg => leg.Sa.Spi == spi) is not { } stopped) return;
        tunnel.Outbound = [.. tunnel.Outbound.Where(leg => leg != stopped)];
        Publish(stopped.Sa);
    }

    // The SAs live on: their sequence numbers go on where they are.
    private void MovePeer(TunnelEntry tunnel, PacketEndpoint remote)
    {
        tunnel.Outbound = [.. tunnel.Outbound.Select(leg => leg.To(remote))];
        Publish();
    }

    private void Publish(params ReadOnlySpan<IDisposable> retired)
    {
        OutLane[] lanes = [.. _tunnels.Values.Select(tunnel => new OutLane(tunnel.Path, tunnel.Outbound))];
        Dictionary<uint, InboundLeg> inbound = _tunnels.Values.SelectMany(tunnel => tunnel.Inbound).ToDictionary();
        _board.Publish(new PathSnapshot(_board.Current.Version + 1, lanes, inbound), retired);
        _receiver.Wake();
        _sender.Wake();
        Collect();
    }

    private void Collect() => _board.Collect(Math.Min(_receiver.Seen, _sender.Seen));

    private void RaisePriority()
    {
        if (_platform.TryUseRealtimePriority(RealtimePriority) || Interlocked.Exchange(ref _isPriorityNoted, 1) != 0) return;
        _mailbox.Post(new PacketPathEvent.Notice("", "real-time priority is not permitted: packets wait their turn when the machine is busy", false));
    }

    private sealed class TunnelEntry(TunnelPath path)
    {
        public TunnelPath Path { get; } = path;

        /// <summary>Newest first. The packet threads look at the same array: it is replaced, never changed.</summary>
        public OutboundLeg[] Outbound { get; set; } = [];

        public Dictionary<uint, InboundLeg> Inbound { get; } = [];

        public IEnumerable<IDisposable> Sas => [.. Outbound.Select(leg => leg.Sa), .. Inbound.Values.Select(leg => leg.Sa)];
    }
}
