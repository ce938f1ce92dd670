using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Testing;

/// <summary>
/// Two IKE endpoints on a link, on a clock that jumps to whatever comes next. Their one tunnel is "t". Fails by itself
/// when an endpoint hits a bug of its own or asks to be called again without end.
/// </summary>
public sealed class IkePair
{
    public static readonly IPAddress LeftAddress = IPAddress.Parse("192.0.2.1");
    public static readonly IPAddress RightAddress = IPAddress.Parse("198.51.100.1");

    private readonly Queue<(Instant Arrival, IkeHost Receiver, uint Spi)> _packets = new();
    private bool _mustFlow;

    public IkePair(ulong seed = 1, string ike = "aes128-sha1-modp1024", string esp = "aes128-sha1-modp1024", bool realKeyExchange = false)
    {
        IKeyExchange exchange = realKeyExchange ? PlatformKeyExchange.Instance : new ToyKeyExchange();
        Link = new Link(seed * 31);
        Left = new IkeHost("left", LeftAddress, seed, exchange);
        Right = new IkeHost("right", RightAddress, ~seed, exchange);
        LeftTunnel = Tunnel(ike, esp, LeftAddress, RightAddress, "10.60.0.0/16", "10.50.0.0/16");
        RightTunnel = Tunnel(ike, esp, RightAddress, LeftAddress, "10.50.0.0/16", "10.60.0.0/16");
    }

    public Link Link { get; }

    public IkeHost Left { get; set; }

    public IkeHost Right { get; }

    public IkeTunnelConfig LeftTunnel { get; set; }

    public IkeTunnelConfig RightTunnel { get; set; }

    public Instant Now { get; private set; } = Instant.FromSeconds(1000);

    public bool IsUp => Left.Endpoint.GetStatus("t") is { Children.Count: > 0 } && Right.Endpoint.GetStatus("t") is { Children.Count: > 0 };

    public static IReadOnlyList<IkeProposal> IkeSuites(string suites) =>
        [.. suites.Split(',').SelectMany(s => SuiteNames.TryParseIke(s, out IReadOnlyList<IkeProposal>? read, out string? problem) ? read : throw new FormatException(problem))];

    public static IReadOnlyList<EspProposal> EspSuites(string suites) =>
        [.. suites.Split(',').SelectMany(s => SuiteNames.TryParseEsp(s, out IReadOnlyList<EspProposal>? read, out string? problem) ? read : throw new FormatException(problem))];

    public static IReadOnlyList<TrafficSelector> Selectors(string networks) =>
        [.. networks.Split(',').Select(n => TrafficSelectorText.TryParse(n, out TrafficSelector? selector) ? selector : throw new FormatException(n))];

    /// <summary>Gives both ends their tunnels, and lets the initiator begin.</summary>
    public IkePair Start(bool leftInitiates = true)
    {
        Configure();
        Command(leftInitiates ? Left : Right, new IkeCommand.Initiate("t"));
        return this;
    }

    public void Configure()
    {
        Left.Endpoint.SetTunnels(Now, [LeftTunnel]);
        Right.Endpoint.SetTunnels(Now, [RightTunnel]);
        Drain();
    }

    /// <summary>Starts, and runs until both ends have the tunnel up.</summary>
    public IkePair Connect(bool leftInitiates = true, TimeSpan? limit = null)
    {
        Start(leftInitiates);
        if (!RunUntil(() => IsUp, limit ?? TimeSpan.FromSeconds(60))) throw new InvalidOperationException("the tunnel did not come up");
        return this;
    }

    public void Command(IkeHost host, IkeCommand command) => Do(host, (endpoint, now) => endpoint.HandleCommand(now, command));

    public void Do(IkeHost host, Action<IkeEndpoint, Instant> action)
    {
        action(host.Endpoint, Now);
        Drain();
    }

    public void Deliver(IkeHost host, Datagram datagram)
    {
        host.Endpoint.HandleDatagram(Now, datagram);
        Drain();
    }

    /// <summary>The left end loses its memory, as in a power cut, and has the same configuration again.</summary>
    public void RestartLeft(ulong seed)
    {
        Left = new IkeHost("left", LeftAddress, seed);
        Left.Endpoint.SetTunnels(Now, [LeftTunnel]);
    }

    /// <summary>
    /// From now on both ends send a packet at every step, on whatever their tunnel's SA is then; it is an error if one
    /// has no SA, or if a packet arrives and is not accepted. Packets are neither lost nor reordered.
    /// </summary>
    public void RequireFlow() => _mustFlow = true;

    public void RunFor(TimeSpan duration)
    {
        Instant end = Now + duration;
        while (NextMoment() <= end) Step(NextMoment());
        Now = end;
    }

    public void RunFor(double seconds) => RunFor(TimeSpan.FromSeconds(seconds));

    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        Instant end = Now + limit;
        while (!condition())
        {
            if (NextMoment() > end) return false;
            Step(NextMoment());
        }

        return true;
    }

    private static IkeTunnelConfig Tunnel(string ike, string esp, IPAddress local, IPAddress remote, string localNetwork, string remoteNetwork) => new()
    {
        Name = "t",
        LocalAddress = local,
        RemoteAddress = remote,
        LocalId = Identity.FromAddress(local),
        RemoteId = Identity.FromAddress(remote),
        PreSharedKey = new Secret("a shared secret"u8),
        IkeProposals = IkeSuites(ike),
        EspProposals = EspSuites(esp),
        LocalSelectors = Selectors(localNetwork),
        RemoteSelectors = Selectors(remoteNetwork),
    };

    private Instant NextMoment()
    {
        Instant next = Earlier(Left.Endpoint.NextDeadline.When, Right.Endpoint.NextDeadline.When);
        foreach (Instant? other in (Instant?[])[Link.NextArrival, Left.NextJob, Right.NextJob])
        {
            if (other is { } at) next = Earlier(next, at);
        }

        return next < Now ? Now : next;
    }

    private static Instant Earlier(Instant left, Instant right) => left < right ? left : right;

    private void Step(Instant at)
    {
        Now = at;
        while (Link.TryReceive(Now, out Datagram datagram)) Receive(datagram);
        ReceivePackets();
        foreach (IkeHost host in (IkeHost[])[Left, Right])
        {
            host.Endpoint.HandleTimeout(Now);
            Drain();
            Deadline next = host.Endpoint.NextDeadline;
            if (next.When <= Now) throw new InvalidOperationException($"{host.Name} spins: {next}");
        }
    }

    // What was sent from Local to Remote arrives the other way round.
    private void Receive(Datagram sent)
    {
        IkeHost? host = Left.Address.Equals(sent.Remote.Address) ? Left : Right.Address.Equals(sent.Remote.Address) ? Right : null;
        host?.Endpoint.HandleDatagram(Now, new Datagram(sent.Remote, sent.Local, sent.Bytes));
        Drain();
    }

    private void Drain()
    {
        Left.Drain(Now, Link);
        Right.Drain(Now, Link);
        if (Left.Endpoint.Counters.InternalErrors.Value + Right.Endpoint.Counters.InternalErrors.Value > 0)
            throw new InvalidOperationException("an endpoint survived a bug of its own");
        if (!_mustFlow) return;
        SendPacket(Left, Right);
        SendPacket(Right, Left);
    }

    private void SendPacket(IkeHost sender, IkeHost receiver)
    {
        if (sender.Outbound() is not { } sa) throw new InvalidOperationException($"{sender.Name} has nothing to send on");
        _packets.Enqueue((Now + Link.Latency, receiver, sa.OutboundSpi));
    }

    private void ReceivePackets()
    {
        while (_packets.TryPeek(out var packet) && packet.Arrival <= Now)
        {
            _packets.Dequeue();
            if (!packet.Receiver.Accepts(packet.Spi)) throw new InvalidOperationException($"{packet.Receiver.Name} does not accept {packet.Spi:x8}");
        }
    }
}
