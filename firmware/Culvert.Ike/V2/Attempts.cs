using System.Net;
using Culvert.Core;
using Culvert.Ike.V2.Tasks;

namespace Culvert.Ike.V2;

/// <summary>At most one attempt per tunnel, ended by success, refusal or command, never by silence.</summary>
internal sealed class Attempts(IkeContext context)
{
    private readonly Dictionary<string, Attempt> _byTunnel = [];

    public void Start(Instant now, IkeTunnelConfig tunnel)
    {
        if (tunnel.RemoteAddress is null || _byTunnel.ContainsKey(tunnel.Name)) return;
        var attempt = new Attempt(tunnel, now);
        _byTunnel.Add(tunnel.Name, attempt);
        Begin(now, attempt);
    }

    /// <summary>The tunnel has other times; the peering is the same.</summary>
    public void Adjust(IkeTunnelConfig tunnel)
    {
        if (_byTunnel.TryGetValue(tunnel.Name, out Attempt? attempt)) attempt.Tunnel = tunnel;
    }

    /// <summary>Goes on with new SPI, nonce and key exchange: the old ones are too old, or the peer forgot them.</summary>
    public void Restart(Instant now, IkeSa sa)
    {
        if (sa.Attempt is not { } attempt) return;
        sa.Forget();
        Begin(now, attempt);
    }

    /// <summary>The attempt has succeeded or was refused.</summary>
    public void Finish(IkeSa sa)
    {
        if (sa.Attempt is { } attempt && _byTunnel.GetValueOrDefault(attempt.Tunnel.Name) == attempt) _byTunnel.Remove(attempt.Tunnel.Name);
    }

    public void Stop(string tunnel)
    {
        if (_byTunnel.Remove(tunnel, out Attempt? attempt)) attempt.Sa?.Forget();
    }

    /// <summary>
    /// The peer's own attempt came through: ours is needless. Once IKE_AUTH is under way it goes on, since the peer
    /// may have taken it already; <see cref="Succession"/> then keeps one of the two.
    /// </summary>
    public void Yield(string tunnel)
    {
        if (_byTunnel.TryGetValue(tunnel, out Attempt? attempt) && attempt.Sa is { HasKeys: false }) Stop(tunnel);
    }

    /// <summary>Tells how long a peer has been silent, each time that something is sent again.</summary>
    public void CountTransmission(Instant now, IkeSa sa, bool again)
    {
        if (sa.Attempt is not { } attempt) return;
        if (again) context.Emit(new IkeEvent.Unanswered(attempt.Tunnel.Name, sa.Remote, attempt.Tries, now - attempt.SilentSince));
        attempt.Tries++;
    }

    private void Begin(Instant now, Attempt attempt)
    {
        var sa = new IkeSa(
            context, attempt.Tunnel, isInitiator: true, now,
            new IPEndPoint(attempt.Tunnel.LocalAddress, IkePorts.Ike), new IPEndPoint(attempt.Tunnel.RemoteAddress!, IkePorts.Ike))
        {
            Attempt = attempt,
        };
        attempt.Sa = sa;
        context.Sas.Add(sa);
        sa.Tasks.Enqueue(now, new IkeInitTask(sa));
    }
}
