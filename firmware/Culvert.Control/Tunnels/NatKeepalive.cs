using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tunnels;

/// <summary>Keeps the mapping of a NAT before us open while we send nothing (RFC 3948 section 4).</summary>
internal sealed class NatKeepalive
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private Instant _lastSent;

    /// <summary>When to send one; never while there is no NAT on our side.</summary>
    public Deadline Next(IkeSaStatus? ike, Instant lastOut)
    {
        if (ike?.Nat is not (NatSituation.Local or NatSituation.Both)) return Deadline.Never;
        Instant quietSince = Instant.Max(Instant.Max(lastOut, _lastSent), ike.EstablishedAt);
        return new Deadline(quietSince + Interval, "nat keepalive");
    }

    public void Sent(Instant now) => _lastSent = now;
}
