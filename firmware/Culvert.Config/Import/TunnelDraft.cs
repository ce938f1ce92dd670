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

    public required IPAddress RemoteAddress { get; init; }

    /// <summary>Null: its address.</summary>
    public string? RemoteId { get; init; }

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
