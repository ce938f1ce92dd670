using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Testing;

/// <summary>An IKE endpoint with a pretended packet path that believes every event.</summary>
public sealed class IkeHost
{
    private readonly PriorityQueue<IkeJob, (Instant At, long Order)> _jobs = new();
    private readonly Dictionary<uint, ChildSa> _installed = [];
    private readonly List<(string Tunnel, ChildSa Child)> _outbound = [];
    private readonly IEntropy _jobEntropy;
    private long _order;

    public IkeHost(string name, IPAddress address, ulong seed, IKeyExchange? keyExchange = null)
    {
        Name = name;
        Address = address;
        _jobEntropy = new SeededEntropy(seed ^ 0x6A6F6273);
        Endpoint = new IkeEndpoint(new SeededEntropy(seed), keyExchange ?? new ToyKeyExchange());
    }

    public string Name { get; }

    public IPAddress Address { get; }

    public IkeEndpoint Endpoint { get; }

    /// <summary>How long a job takes at most; each draws its own time.</summary>
    public TimeSpan SlowestJob { get; set; }

    public List<(Instant At, IkeEvent Event)> Events { get; } = [];

    public IReadOnlyCollection<ChildSa> Installed => _installed.Values;

    public Instant? NextJob => _jobs.TryPeek(out _, out (Instant At, long) first) ? first.At : null;

    /// <summary>What the tunnel's packets are sent on, newest first.</summary>
    public IEnumerable<ChildSa> AllOutbound(string tunnel = "t") => _outbound.Where(o => o.Tunnel == tunnel).Select(o => o.Child);

    /// <summary>The newest of them.</summary>
    public ChildSa? Outbound(string tunnel = "t") => AllOutbound(tunnel).FirstOrDefault();

    /// <summary>What carries a packet between these addresses; null: it is dropped.</summary>
    public ChildSa? Carrier(string source, string destination) => AllOutbound().FirstOrDefault(child =>
        child.LocalSelectors.Any(Holds(source)) && child.RemoteSelectors.Any(Holds(destination)));

    public bool Accepts(uint inboundSpi) => _installed.ContainsKey(inboundSpi);

    public IEnumerable<T> EventsOf<T>()
        where T : IkeEvent => Events.Select(e => e.Event).OfType<T>();

    /// <summary>Takes everything out of the endpoint, in the order that it asks for.</summary>
    public void Drain(Instant now, Link link)
    {
        bool more = true;
        while (more)
        {
            more = false;
            while (Endpoint.TryTakeEvent(out IkeEvent? ikeEvent)) Apply(now, ikeEvent);
            while (Endpoint.TryTakeDatagram(out Datagram datagram)) link.Send(now, Name, datagram);
            while (Endpoint.TryTakeJob(out IkeJob? job))
            {
                _jobs.Enqueue(job, (now + (SlowestJob * _jobEntropy.NextDouble()), _order++));
            }

            while (NextJob is { } at && at <= now)
            {
                IkeJob job = _jobs.Dequeue();
                job.Run();
                Endpoint.HandleJobDone(now, job);
                more = true;
            }
        }
    }

    private void Apply(Instant now, IkeEvent ikeEvent)
    {
        Events.Add((now, ikeEvent));
        switch (ikeEvent)
        {
            case IkeEvent.ChildInstalled installed:
                _installed.Add(installed.Child.InboundSpi, installed.Child);
                if (installed.OutboundReady) _outbound.Insert(0, (installed.Tunnel, installed.Child));
                break;
            case IkeEvent.ChildOutboundReady ready:
                _outbound.Insert(0, (ready.Tunnel, _installed[ready.InboundSpi]));
                break;
            case IkeEvent.ChildOutboundStopped stopped:
                Stop(stopped.InboundSpi);
                break;
            case IkeEvent.ChildRemoved removed:
                if (!_installed.Remove(removed.InboundSpi)) throw new InvalidOperationException($"{Name}: {removed} was not installed");
                Stop(removed.InboundSpi);
                break;
        }
    }

    private void Stop(uint inboundSpi) => _outbound.RemoveAll(o => o.Child.InboundSpi == inboundSpi);

    private static Func<TrafficSelector, bool> Holds(string address) => selector => selector.Contains(TrafficSelector.FromPrefix(IpPrefix.Parse(address)));
}
