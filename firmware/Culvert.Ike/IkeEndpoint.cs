using System.Diagnostics.CodeAnalysis;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike;

/// <summary>
/// IKEv2 for all tunnels of the box, initiator and responder (RFC 7296). Does no I/O, reads no clock, starts no thread.
/// After each call drain events, then datagrams and jobs, then read <see cref="NextDeadline"/>: an event tells the
/// packet path to accept what the datagram behind it lets the peer send.
/// </summary>
public sealed class IkeEndpoint
{
    private readonly IEntropy _entropy;
    private readonly IKeyExchange _keyExchange;
    private readonly Outbox _outbox = new();

    public IkeEndpoint(IEntropy entropy, IKeyExchange? keyExchange = null)
    {
        _entropy = entropy;
        _keyExchange = keyExchange ?? PlatformKeyExchange.Instance;
    }

    public IkeCounters Counters { get; } = new();

    /// <summary>When <see cref="HandleTimeout"/> wants to be called, and why.</summary>
    public Deadline NextDeadline => _outbox.Events.Count == 0 ? Deadline.Never : new Deadline(Instant.Zero, "events");

    /// <summary>The whole set of tunnels. SAs of removed and changed tunnels are deleted at the peer.</summary>
    public void SetTunnels(Instant now, IReadOnlyList<IkeTunnelConfig> tunnels) => _ = (now, tunnels, _entropy, _keyExchange, _outbox);

    public void HandleDatagram(Instant now, Datagram datagram) => _ = (now, datagram, _outbox);

    public void HandleCommand(Instant now, IkeCommand command) => _ = (now, command, _outbox);

    /// <summary>What the packet path saw of a tunnel: proof that the peer lives, and whether we keep NATs and the peer awake.</summary>
    public void HandleTraffic(Instant now, string tunnel, Instant lastAuthenticatedIn, Instant lastOut) => _ = (now, tunnel, lastAuthenticatedIn, lastOut, _outbox);

    /// <summary>Takes back a job that has run.</summary>
    public void HandleJobDone(Instant now, IkeJob job) => _ = (now, job, _outbox);

    /// <summary>Does everything that is due; harmless when nothing is.</summary>
    public void HandleTimeout(Instant now) => _ = (now, _outbox);

    public bool TryTakeEvent([NotNullWhen(true)] out IkeEvent? ikeEvent) => _outbox.Events.TryDequeue(out ikeEvent);

    public bool TryTakeDatagram(out Datagram datagram) => _outbox.Datagrams.TryDequeue(out datagram);

    public bool TryTakeJob([NotNullWhen(true)] out IkeJob? job) => _outbox.Jobs.TryDequeue(out job);

    /// <summary>The tunnel's newest established IKE SA, or null.</summary>
    public IkeSaStatus? GetStatus(string tunnel)
    {
        _ = (tunnel, _outbox);
        return null;
    }
}
