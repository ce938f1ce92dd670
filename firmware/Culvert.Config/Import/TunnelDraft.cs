using System.Net;
using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// One tunnel as a file describes it, in the words of culvert.json. Null or empty: the file says nothing, so the
/// default stays.
/// </summary>
internal sealed record TunnelDraft
{
    public required string Name { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>Null: any.</summary>
    public required IPAddress? RemoteAddress { get; init; }

    /// <summary>Null: its address.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The peer in a word.</summary>
    public string Peer => RemoteAddress?.ToString() ?? ConfigWords.AnyAddress;

    /// <summary>A tunnel is known by its peer's address, and by the peer's identity where it may be anywhere.</summary>
    public bool IsSamePeer(IPAddress? address, Identity? id) =>
        Equals(address, RemoteAddress) && (address is not null || (Identity.TryParse(RemoteId, out Identity? own) && own.Equals(id)));

    public required string LocalAddress { get; init; }

    public string? LocalId { get; init; }

    public required TunnelNetworks Networks { get; init; }

    public required StartMode Start { get; init; }

    public IReadOnlyList<string> IkeProposals { get; init; } = [];

    public IReadOnlyList<string> EspProposals { get; init; } = [];

    public TimeSpan? IkeLifetime { get; init; }

    public TimeSpan? EspLifetime { get; init; }

    public long? EspLifetimeBytes { get; init; }

    public long? EspLifetimePackets { get; init; }

    public TimeSpan? DpdDelay { get; init; }

    public TimeSpan? DpdTimeout { get; init; }

    public EncapsulationMode? Encapsulation { get; init; }

    public int? ReplayWindow { get; init; }

    /// <summary>Null only beside a problem or a missing value.</summary>
    public required Secret? PreSharedKey { get; init; }
}
