using System.Net;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike;

/// <summary>What IKE needs to know of one tunnel. Immutable: a changed tunnel is a new value.</summary>
public sealed record IkeTunnelConfig
{
    /// <summary>Unique on the box; names the tunnel in commands, events and logs.</summary>
    public required string Name { get; init; }

    public required IPAddress LocalAddress { get; init; }

    /// <summary>Null: any. Such a tunnel answers only, and its peer is known by <see cref="RemoteId"/>.</summary>
    public required IPAddress? RemoteAddress { get; init; }

    public required Identity LocalId { get; init; }

    public required Identity RemoteId { get; init; }

    public required Secret PreSharedKey { get; init; }

    /// <summary>In order of preference; offered and accepted, nothing else is.</summary>
    public required IReadOnlyList<IkeProposal> IkeProposals { get; init; }

    public required IReadOnlyList<EspProposal> EspProposals { get; init; }

    public required IReadOnlyList<TrafficSelector> LocalSelectors { get; init; }

    public required IReadOnlyList<TrafficSelector> RemoteSelectors { get; init; }

    public EncapsulationMode Encapsulation { get; init; } = EncapsulationMode.Udp;

    /// <summary>False: this machine cannot send ESP without UDP, and a peer that does not take it with UDP is refused.</summary>
    public bool AllowsRawEsp { get; init; } = true;

    /// <summary>False: raw ESP is known not to reach the peer, and ours stays in UDP also when the peer's comes without.</summary>
    public bool FollowsRawEsp { get; init; } = true;

    public TimeSpan IkeLifetime { get; init; } = TimeSpan.FromHours(8);

    public TimeSpan ChildLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What a CHILD SA may carry; it is rekeyed before.</summary>
    public TrafficLimit ChildLimit { get; init; }

    /// <summary>Nothing received for this long: an empty INFORMATIONAL asks whether the peer lives.</summary>
    public TimeSpan DpdDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Nothing authenticated received for this long: the peer is dead.</summary>
    public TimeSpan DpdTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>False: the tunnel answers only.</summary>
    public bool MayInitiate { get; init; } = true;

    /// <summary>Inbound replay window in packets (RFC 4303 section 3.4.3), 64 to 4096.</summary>
    public int ReplayWindow { get; init; } = 1024;

    /// <summary>By value, the lists too: an equal configuration changes nothing.</summary>
    public bool Equals(IkeTunnelConfig? other) =>
        other is not null
        && Name == other.Name
        && LocalAddress.Equals(other.LocalAddress)
        && Equals(RemoteAddress, other.RemoteAddress)
        && LocalId.Equals(other.LocalId)
        && RemoteId.Equals(other.RemoteId)
        && PreSharedKey.Equals(other.PreSharedKey)
        && IkeProposals.SequenceEqual(other.IkeProposals)
        && EspProposals.SequenceEqual(other.EspProposals)
        && LocalSelectors.SequenceEqual(other.LocalSelectors)
        && RemoteSelectors.SequenceEqual(other.RemoteSelectors)
        && (Encapsulation, AllowsRawEsp, FollowsRawEsp, IkeLifetime, ChildLifetime, ChildLimit, DpdDelay, DpdTimeout, MayInitiate, ReplayWindow)
            == (other.Encapsulation, other.AllowsRawEsp, other.FollowsRawEsp, other.IkeLifetime, other.ChildLifetime, other.ChildLimit, other.DpdDelay, other.DpdTimeout, other.MayInitiate, other.ReplayWindow);

    /// <summary>Whether SAs made under the one serve the other: all that the ends agreed on or proved is the same.</summary>
    public bool IsSamePeering(IkeTunnelConfig other) => Equals(other with
    {
        IkeLifetime = IkeLifetime,
        ChildLifetime = ChildLifetime,
        ChildLimit = ChildLimit,
        DpdDelay = DpdDelay,
        DpdTimeout = DpdTimeout,
        MayInitiate = MayInitiate,
    });

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
