using Culvert.Core;

namespace Culvert.Control.Tunnels;

/// <summary>
/// Whether the peer of an established tunnel can be believed to live. We send and nothing authenticated comes back:
/// evidence of trouble, so a probe; no answer to the probe: lost. Anything authenticated, ESP or IKE, clears both.
/// </summary>
internal sealed class Liveness
{
    /// <summary>Silence after a packet of ours that is evidence, however short the round trip.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromMilliseconds(500);

    /// <summary>A tunnel that carries one direction only is probed no oftener than this.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    /// <summary>From the first probe: it has been sent at 0, 0.4, 0.8 and 1.2 s and the last had 0.6 s.</summary>
    public static readonly TimeSpan Verdict = TimeSpan.FromMilliseconds(1800);

    /// <summary>What IKE's own keepalive has for its answer before it is evidence as well.</summary>
    public static readonly TimeSpan KeepaliveAnswer = TimeSpan.FromSeconds(2);

    private Instant? _askedSince;
    private Instant? _probedAt;
    private Instant _lastProbe;
    private TimeSpan _silence = ShortestSilence;

    public Liveness(Instant now, TimeSpan keepalive)
    {
        Keepalive = keepalive;
        LastHeard = now;
    }

    /// <summary>IKE asks by itself after this much silence; zero: never.</summary>
    public TimeSpan Keepalive { get; set; }

    /// <summary>The last proof that the peer lives.</summary>
    public Instant LastHeard { get; private set; }

    public Deadline NextDeadline => _probedAt is { } probed
        ? new Deadline(probed + Verdict, "probe unanswered")
        : Deadline.Earliest(EvidenceOfTraffic, EvidenceOfKeepalive);

    private Deadline EvidenceOfTraffic => _askedSince is { } asked
        ? new Deadline(Instant.Max(asked + _silence, _lastProbe + ProbeInterval), "no answer to our packets")
        : Deadline.Never;

    private Deadline EvidenceOfKeepalive => Keepalive > TimeSpan.Zero
        ? new Deadline(LastHeard + Keepalive + KeepaliveAnswer, "no answer to the keepalive")
        : Deadline.Never;

    /// <summary>Something authenticated came at <paramref name="at"/>. False: we knew of later.</summary>
    public bool Heard(Instant at)
    {
        if (at <= LastHeard) return false;
        LastHeard = at;
        _probedAt = null;
        if (_askedSince <= at) _askedSince = null;
        return true;
    }

    /// <param name="roundTrip">Smoothed, of IKE's exchanges; null while unknown.</param>
    /// <returns>Whether the peer was heard.</returns>
    public bool HandleTraffic(Instant lastOut, Instant lastAuthenticatedIn, TimeSpan? roundTrip)
    {
        bool heard = Heard(lastAuthenticatedIn);
        TimeSpan fourRoundTrips = (roundTrip ?? TimeSpan.Zero) * 4;
        _silence = fourRoundTrips > ShortestSilence ? fourRoundTrips : ShortestSilence;
        if (lastOut > LastHeard) _askedSince ??= lastOut;
        return heard;
    }

    public LivenessStep HandleTimeout(Instant now)
    {
        if (!NextDeadline.IsDue(now)) return LivenessStep.None;
        if (_probedAt is not null) return LivenessStep.Lost;
        _probedAt = now;
        _lastProbe = now;
        return LivenessStep.Probe;
    }
}
