using System.Net;
using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;
using Culvert.Testing;

namespace Culvert.Control.Tests.Box;

/// <summary>
/// A box with one connection of two tunnels, two peers, and a clock that jumps. Traffic follows the box's own routes; a
/// peer that is on answers each packet on the tunnel that it came by.
/// </summary>
internal sealed class BoxLab
{
    public static readonly IPAddress BoxAddress = IPAddress.Parse("192.0.2.10");
    public static readonly IPAddress[] PeerAddresses = [IPAddress.Parse("198.51.100.1"), IPAddress.Parse("198.51.100.2")];

    private readonly Dictionary<string, (Instant Out, Instant In)> _traffic = [];
    private readonly Queue<IkeJob> _jobs = new();
    private readonly Instant _start = Instant.FromSeconds(5000);
    private Instant _nextSample;

    public BoxLab(ulong seed = 1, bool hasAesInstructions = true)
    {
        Now = _start;
        _nextSample = _start;
        Link = new Link(seed) { Drops = message => IsCut(message.Datagram) };
        Control = new GatewayControl(
            new SeededEntropy(seed), new LedLayout("status", ["tunnel1", "tunnel2"]), new IkeEndpoint(new SeededEntropy(seed + 1), new ToyKeyExchange()))
        {
            HasAesInstructions = hasAesInstructions,
        };
        Config = MakeConfig();
        WanPaths = Config.Tunnels.ToDictionary(tunnel => tunnel.Name, _ => new WanPath(BoxAddress, 1500, "eth0"));
        Peers = PeerAddresses.Select((address, index) => NewPeer(address, index, seed)).ToArray();
    }

    public Link Link { get; }

    public GatewayControl Control { get; }

    public IkeHost[] Peers { get; }

    /// <summary>Which peers are switched on.</summary>
    public bool[] PeerIsOn { get; } = [true, true];

    public bool WanIsCut { get; set; }

    public GatewayConfig Config { get; set; }

    public Dictionary<string, WanPath> WanPaths { get; }

    /// <summary>The branch sends all the time.</summary>
    public bool IsSending { get; set; }

    /// <summary>Peers answer packets; else traffic goes one way.</summary>
    public bool PeersAnswer { get; set; } = true;

    public TimeSpan SampleInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Packets that were routed into a tunnel without an SA.</summary>
    public long NoSaDrops { get; set; }

    public FakePacketPath Path { get; } = new();

    public NetworkPlan Plan { get; private set; } = NetworkPlan.Empty;

    public List<LogEntry> Log { get; } = [];

    public Instant Now { get; private set; }

    public int Elapsed => (int)(Now - _start).TotalMilliseconds;

    /// <summary>Every change of the device that carries the first remote network, in milliseconds.</summary>
    public List<(int At, string? Device)> Moves { get; } = [];

    public string? Active => Control.GetTunnels(Now).Where(tunnel => tunnel.Active).Select(tunnel => tunnel.Name).SingleOrDefault();

    public TunnelStatus Tunnel(int number) => Control.GetTunnels(Now).Single(tunnel => tunnel.Name == $"Tunnel{number}");

    public TunnelState State(int number) => Tunnel(number).State;

    public BoxLab Start()
    {
        Control.HandleConfig(Now, Config, WanPaths);
        Drain();
        return this;
    }

    /// <summary>Starts, and runs until both tunnels are up.</summary>
    public BoxLab BothUp(bool sending = false)
    {
        Start();
        RunUntil(() => State(1) == TunnelState.Up && State(2) == TunnelState.Up, seconds: 5);
        Run(milliseconds: 1000);
        IsSending = sending;
        return this;
    }

    /// <summary>The box has a private address, and ports change on the way.</summary>
    public void PutBehindNat(IPAddress outside)
    {
        const int Shift = 20_000;
        Link.Translate = sent =>
            sent.Local.Address.Equals(BoxAddress) ? sent with { Local = new IPEndPoint(outside, sent.Local.Port + Shift) }
            : sent.Remote.Address.Equals(outside) ? sent with { Remote = new IPEndPoint(BoxAddress, sent.Remote.Port - Shift) }
            : sent;
        foreach (IkeHost peer in Peers) peer.Endpoint.SetTunnels(Now, [PeerConfig(peer.Address) with { RemoteAddress = outside }]);
    }

    public void Do(Action<GatewayControl> action)
    {
        action(Control);
        Drain();
    }

    public bool Command(TunnelCommand command)
    {
        bool known = Control.HandleCommand(Now, command);
        Drain();
        return known;
    }

    public void Run(int milliseconds)
    {
        Instant end = Now + TimeSpan.FromMilliseconds(milliseconds);
        while (NextMoment() is var next && next <= end) Step(next);
        Now = end;
    }

    /// <summary>Fails the test when the condition does not come true in time.</summary>
    public void RunUntil(Func<bool> condition, double seconds)
    {
        Instant end = Now + TimeSpan.FromSeconds(seconds);
        while (!condition())
        {
            Instant next = NextMoment();
            Assert.True(next <= end, $"not within {seconds} s; the log says:\n{string.Join('\n', Log.TakeLast(20))}");
            Step(next);
        }
    }

    private static GatewayConfig MakeConfig() => GatewayConfig.Empty with
    {
        Connections =
        [
            new ConnectionConfig
            {
                Name = "aws",
                LocalNetworks = [IpPrefix.Parse("10.60.0.0/16")],
                RemoteNetworks = [IpPrefix.Parse("10.50.0.0/16")],
                Tunnels = PeerAddresses.Select((peer, index) => MakeTunnel($"Tunnel{index + 1}", peer, 100 - (10 * index))).ToList(),
            },
        ],
    };

    private static TunnelConfig MakeTunnel(string name, IPAddress peer, int preference) => new()
    {
        Name = name,
        Connection = "aws",
        Preference = preference,
        RemoteAddress = peer,
        RemoteId = Identity.FromAddress(peer),
        IkeProposals = IkePair.IkeSuites("aes128-sha1-modp1024"),
        EspProposals = IkePair.EspSuites("aes128-sha1-modp1024"),
        LocalSelectors = IkePair.Selectors("10.60.0.0/16"),
        RemoteSelectors = IkePair.Selectors("10.50.0.0/16"),
        PreSharedKey = new Secret("hanna_tunnel1"u8),
    };

    private IkeHost NewPeer(IPAddress address, int index, ulong seed)
    {
        var peer = new IkeHost($"peer{index + 1}", address, seed + 10 + (ulong)index);
        peer.Endpoint.SetTunnels(Now, [PeerConfig(address)]);
        return peer;
    }

    /// <summary>The peer's side of a tunnel: answers, and takes any selectors, as AWS does.</summary>
    public static IkeTunnelConfig PeerConfig(IPAddress address, string secret = "hanna_tunnel1", bool mayInitiate = false) => new()
    {
        Name = "t",
        LocalAddress = address,
        RemoteAddress = BoxAddress,
        LocalId = Identity.FromAddress(address),
        RemoteId = Identity.FromAddress(BoxAddress),
        PreSharedKey = new Secret(System.Text.Encoding.ASCII.GetBytes(secret)),
        IkeProposals = IkePair.IkeSuites("aes128-sha1-modp1024"),
        EspProposals = IkePair.EspSuites("aes128-sha1-modp1024"),
        LocalSelectors = IkePair.Selectors("0.0.0.0/0"),
        RemoteSelectors = IkePair.Selectors("0.0.0.0/0"),
        MayInitiate = mayInitiate,
    };

    private bool IsCut(Datagram datagram) => WanIsCut || PeerAddresses
        .Where((_, index) => !PeerIsOn[index])
        .Any(peer => peer.Equals(datagram.Local.Address) || peer.Equals(datagram.Remote.Address));

    private Instant NextMoment()
    {
        IEnumerable<Instant> moments = Peers.Select(peer => peer.Endpoint.NextDeadline.When)
            .Append(Control.NextDeadline.When)
            .Append(Link.NextArrival ?? Deadline.Never.When)
            .Append(_nextSample);
        return Instant.Max(moments.Min(), Now);
    }

    private void Step(Instant at)
    {
        Now = at;
        while (Link.TryReceive(Now, out Datagram sent)) Receive(new Datagram(sent.Remote, sent.Local, sent.Bytes));
        foreach (IkeHost peer in Peers) peer.Endpoint.HandleTimeout(Now);
        Control.HandleTimeout(Now);
        Drain();
        if (Now >= _nextSample) Sample();
        Assert.True(Control.NextDeadline.When > Now, $"the box spins: {Control.NextDeadline}");
    }

    private void Receive(Datagram datagram)
    {
        if (datagram.Local.Address.Equals(BoxAddress)) Control.HandleDatagram(Now, datagram);
        else Peers.Single(peer => peer.Address.Equals(datagram.Local.Address)).Endpoint.HandleDatagram(Now, datagram);
        Drain();
    }

    private void Drain()
    {
        foreach (IkeHost peer in Peers) peer.Drain(Now, Link);
        while (Control.TryTakePathChange(out PathChange? change)) Path.Apply(change);
        if (Control.TryTakeNetworkPlan(out NetworkPlan? plan)) Take(plan);
        while (Control.TryTakeDatagram(out Datagram datagram)) Link.Send(Now, "box", datagram);
        while (Control.TryTakeLog(out LogEntry? entry)) Log.Add(entry);
        while (Control.TryTakeJob(out IkeJob? job)) _jobs.Enqueue(job);
        if (!_jobs.TryDequeue(out IkeJob? next)) return;
        next.Run();
        Control.HandleJobDone(Now, next);
        Drain();
    }

    private void Take(NetworkPlan plan)
    {
        string? before = DeviceOf(Plan);
        Plan = plan;
        if (DeviceOf(plan) != before) Moves.Add((Elapsed, DeviceOf(plan)));
    }

    private static string? DeviceOf(NetworkPlan plan) => plan.Routes.MinBy(route => route.Metric)?.Device;

    private void Sample()
    {
        _nextSample = Now + SampleInterval;
        if (IsSending && DeviceOf(Plan) is { } carrier) Carry(carrier);
        foreach (NetworkPlan.TunnelDevice device in Plan.Devices)
        {
            (Instant lastOut, Instant lastIn) = _traffic.GetValueOrDefault(device.Tunnel);
            Control.HandleTraffic(Now, new TrafficSample(device.Tunnel, lastOut, lastIn, 0, 0, 0, 0, default(TunnelDrops) with { NoSa = NoSaDrops }));
            Drain();
        }
    }

    private void Carry(string tunnel)
    {
        if (Path.Outbound(tunnel) is not { } sa) return;
        IkeHost peer = Peers.Single(p => p.Address.Equals(sa.Remote.Address));
        bool arrives = !WanIsCut && PeerIsOn[Array.IndexOf(Peers, peer)] && peer.Accepts(sa.Spi);
        (Instant _, Instant lastIn) = _traffic.GetValueOrDefault(tunnel);
        _traffic[tunnel] = (Now, arrives && PeersAnswer && peer.Outbound() is not null ? Now : lastIn);
    }
}
