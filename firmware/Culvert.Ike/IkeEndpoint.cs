using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.SelfTest;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;

namespace Culvert.Ike;

/// <summary>
/// IKEv2 for all tunnels of the box, initiator and responder (RFC 7296). Does no I/O, reads no clock, starts no thread.
/// After each call drain events, then datagrams and jobs, then read <see cref="NextDeadline"/>: an event tells the
/// packet path to accept what the datagram behind it lets the peer send.
/// </summary>
public sealed class IkeEndpoint
{
    private readonly IkeContext _context;
    private readonly IkeSaInitGate _gate;

    /// <param name="keyExchange">In place of the platform's arithmetic, for simulations.</param>
    public IkeEndpoint(IEntropy entropy, IKeyExchange? keyExchange = null)
    {
        _context = new IkeContext(entropy, keyExchange ?? TestedKeyExchange.Platform);
        _gate = new IkeSaInitGate(_context);
    }

    public IkeCounters Counters => _context.Counters;

    /// <summary>When <see cref="HandleTimeout"/> wants to be called, and why.</summary>
    public Deadline NextDeadline
    {
        get
        {
            Deadline first = _context.Lingering.NextDeadline;
            foreach (IkeSa sa in _context.Sas.All) first = Deadline.Earliest(first, sa.NextDeadline);
            return first;
        }
    }

    /// <summary>For harnesses that look inside.</summary>
    internal SaTable Sas => _context.Sas;

    /// <summary>
    /// The whole set of tunnels. SAs of removed tunnels, and of those that must be negotiated anew, are deleted at the
    /// peer; other dead-peer times count at once, other lifetimes from the next rekey.
    /// </summary>
    public void SetTunnels(Instant now, IReadOnlyList<IkeTunnelConfig> tunnels)
    {
        ArgumentNullException.ThrowIfNull(tunnels);
        foreach (IkeTunnelConfig old in _context.Tunnels.All)
        {
            if (tunnels.FirstOrDefault(t => t.Name == old.Name) is { } renewed && old.IsSamePeering(renewed)) Adjust(renewed);
            else Terminate(now, old.Name, "the configuration changed");
        }

        _context.Tunnels.Replace(tunnels);
    }

    /// <summary>A message from UDP 500 or 4500, the non-ESP marker stripped. Anything may come; nothing throws.</summary>
    public void HandleDatagram(Instant now, Datagram datagram)
    {
        Counters.Received.Increment();
        Guard(now, sa: null, () => Dispatch(now, datagram));
    }

    public void HandleCommand(Instant now, IkeCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_context.Tunnels.Find(command.Tunnel) is { } tunnel) Guard(now, sa: null, () => Obey(now, command, tunnel));
    }

    /// <summary>What the packet path saw of a tunnel: proof that the peer lives, and whether we keep NATs and the peer awake.</summary>
    public void HandleTraffic(Instant now, string tunnel, Instant lastAuthenticatedIn, Instant lastOut) =>
        _context.Sas.NewestEstablished(tunnel)?.HandleTraffic(lastAuthenticatedIn, lastOut);

    /// <summary>An authenticated packet came in on this CHILD SA for the first time: the peer has it, so it may be sent on (RFC 7296 section 2.8).</summary>
    public void HandleFirstPacket(string tunnel, uint inboundSpi)
    {
        foreach (IkeSa sa in _context.Sas.OfTunnel(tunnel)) sa.HandleFirstPacket(inboundSpi);
    }

    /// <summary>A CHILD SA is past its soft limit of packets, octets or sequence numbers, and is rekeyed; or is spent, and ends.</summary>
    /// <param name="isInbound">Whether <paramref name="spi"/> is ours or the peer's.</param>
    public void HandleWear(Instant now, string tunnel, bool isInbound, uint spi, bool isSpent)
    {
        foreach (IkeSa sa in _context.Sas.OfTunnel(tunnel).ToArray()) Guard(now, sa, () => sa.HandleWear(now, isInbound, spi, isSpent));
    }

    /// <summary>Authenticated ESP came without UDP on a CHILD SA that was negotiated with it.</summary>
    public void HandleRawPacket(string tunnel, uint inboundSpi)
    {
        foreach (IkeSa sa in _context.Sas.OfTunnel(tunnel)) sa.FollowRaw(inboundSpi);
    }

    /// <summary>Authenticated ESP of the tunnel came from another address or port than before.</summary>
    public void HandlePeerMoved(string tunnel, IPEndPoint remote) => _context.Sas.NewestEstablished(tunnel)?.FollowPeer(remote);

    /// <summary>Takes back a job that has run.</summary>
    public void HandleJobDone(Instant now, IkeJob job)
    {
        if (job is KeyExchangeJob done && done.Sa.Context == _context) Guard(now, done.Sa, () => done.Sa.HandleJob(now, done));
    }

    /// <summary>Does everything that is due; harmless when nothing is.</summary>
    public void HandleTimeout(Instant now)
    {
        _context.Lingering.HandleTimeout(now);
        foreach (IkeSa sa in _context.Sas.All.ToArray()) Guard(now, sa, () => sa.HandleTimeout(now));
    }

    public bool TryTakeEvent([NotNullWhen(true)] out IkeEvent? ikeEvent) => _context.Outbox.Events.TryDequeue(out ikeEvent);

    public bool TryTakeDatagram(out Datagram datagram) => _context.Outbox.Datagrams.TryDequeue(out datagram);

    public bool TryTakeJob([NotNullWhen(true)] out IkeJob? job) => _context.Outbox.Jobs.TryDequeue(out job);

    /// <summary>The tunnel's newest established IKE SA, or null.</summary>
    public IkeSaStatus? GetStatus(string tunnel) => _context.Sas.NewestEstablished(tunnel)?.ToStatus();

    /// <summary>Whether the tunnel has an IKE SA that is not over: one whose DELETE is unanswered still counts.</summary>
    public bool HasSa(string tunnel) => _context.Sas.OfTunnel(tunnel).Any(sa => sa.State != IkeSaState.Closed);

    private void Dispatch(Instant now, Datagram datagram)
    {
        if (!IkeHeader.TryParse(datagram.Bytes.Span, out IkeHeader header))
        {
            Counters.Malformed.Increment();
            return;
        }

        bool isFirst = header.ResponderSpi == 0 && header.FromInitiator && !header.IsResponse;
        if (isFirst && (header.Exchange == ExchangeType.IKE_SA_INIT || header.MajorVersion != 2)) _gate.Handle(now, header, datagram);
        else if (header.MajorVersion != 2) Counters.UnsupportedVersion.Increment();
        else if (_context.Sas.Find(header) is { } sa) Guard(now, sa, () => sa.HandleMessage(now, header, datagram), onlyIfOpened: true);
        else Counters.UnknownSpi.Increment();
    }

    private void Obey(Instant now, IkeCommand command, IkeTunnelConfig tunnel)
    {
        IkeSa? sa = _context.Sas.NewestEstablished(tunnel.Name);
        switch (command)
        {
            case IkeCommand.Initiate:
                _context.Attempts.Start(now, tunnel);
                break;
            case IkeCommand.Terminate:
                Terminate(now, tunnel.Name, "taken down by command");
                break;
            case IkeCommand.RekeyIke:
                sa?.RekeyIke(now);
                break;
            case IkeCommand.RekeyChild when sa?.NewestChild is { } child:
                sa.RekeyChild(now, child);
                break;
            case IkeCommand.Probe:
                sa?.Tasks.Probe(now);
                break;
        }
    }

    /// <summary>The last line against our own bugs: what one peer sends must not take the box down. An IKE SA caught in one is over.</summary>
    /// <param name="onlyIfOpened">What nobody vouches for ends nothing: the message must have been authentic.</param>
    private void Guard(Instant now, IkeSa? sa, Action work, bool onlyIfOpened = false)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // Any bug.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            Counters.InternalErrors.Increment();
            _context.Outbox.Notice(sa?.Tunnel.Name ?? "", NoticeLevel.Warning, $"bug: {bug.GetType().Name}: {bug.StackTrace?.Split('\n')[0].Trim()}");
            if (sa is not null && (sa.HasOpened || !onlyIfOpened)) sa.Close(now, IkeFailure.Protocol, "a fault of our own", keepReceiving: false);
        }
    }

    private void Adjust(IkeTunnelConfig tunnel)
    {
        _context.Attempts.Adjust(tunnel);
        foreach (IkeSa sa in _context.Sas.OfTunnel(tunnel.Name).ToArray()) sa.Tunnel = tunnel;
    }

    private void Terminate(Instant now, string tunnel, string text)
    {
        _context.Attempts.Stop(tunnel);
        foreach (IkeSa sa in _context.Sas.OfTunnel(tunnel).ToArray())
        {
            if (sa.State == IkeSaState.Established) sa.Delete(now, IkeFailure.Administrative, text);
            else if (sa.State == IkeSaState.Deleting) sa.StopWaiting(now);
            else if (sa.State == IkeSaState.HalfOpen) sa.Forget();
        }
    }
}
