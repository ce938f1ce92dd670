using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike.Negotiation;

namespace Culvert.Ike.V2;

/// <summary>What IKE remembers of a CHILD SA. The keys went to the packet path.</summary>
internal sealed class ChildRecord(ChildSa sa, Instant establishedAt)
{
    public uint InboundSpi { get; } = sa.InboundSpi;

    public uint OutboundSpi { get; } = sa.OutboundSpi;

    public EspProposal Suite { get; } = sa.Suite;

    /// <summary>Our direction. The peer's may be in either form.</summary>
    public bool UdpEncapsulated { get; set; } = sa.UdpEncapsulated;

    public SelectorPair Selectors { get; } = new(sa.LocalSelectors, sa.RemoteSelectors);

    public Instant EstablishedAt { get; } = establishedAt;

    /// <summary>When the first of the SAs was made of which this one is the last rekey.</summary>
    public Instant BeganAt { get; init; } = establishedAt;

    public Instant RekeyAt { get; init; }

    /// <summary>When to ask for a rekey (again).</summary>
    public Deadline Rekey { get; set; } = Deadline.Never;

    /// <summary>The end of its lifetime: it goes, rekeyed or not.</summary>
    public Deadline Expiry { get; set; } = Deadline.Never;

    /// <summary>We send on it.</summary>
    public bool OutboundReady { get; set; }

    /// <summary>We shall never send on it again.</summary>
    public bool OutboundStopped { get; set; }

    /// <summary>The child that takes its place; its DELETE is expected, or ours on its way.</summary>
    public ChildRecord? Successor { get; set; }

    /// <summary>Our DELETE for it is queued or unanswered.</summary>
    public bool IsDeleting { get; set; }

    /// <summary>It is not on its way out.</summary>
    public bool IsCurrent => !IsDeleting && Successor is null;

    /// <summary>
    /// A rekey, ours or the peer's, found no common group. IKE_AUTH agrees on none, so that only the first rekey shows it.
    /// </summary>
    public bool IsPfsRefused { get; set; }

    public ChildSaStatus ToStatus() => new(
        InboundSpi, OutboundSpi, Suite, UdpEncapsulated, Selectors.Local, Selectors.Remote, EstablishedAt, RekeyAt, OutboundReady, IsPfsRefused);
}
